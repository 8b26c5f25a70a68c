//! Compiles the screens. The source strings are Chinese; English comes from `lang/`, without a context, so that one
//! word is translated once.

use slint_build::{CompilerConfiguration, DefaultTranslationContext};

fn main() {
    // The names by which tests find things; a kiosk that ships does not carry them.
    let tested = std::env::var_os("CARGO_FEATURE_HEADLESS").is_some();
    let config = CompilerConfiguration::new()
        .with_style("fluent-light".into())
        .with_debug_info(tested)
        .with_default_translation_context(DefaultTranslationContext::None)
        .with_bundled_translations("lang");
    let root = if tested { "gallery.slint" } else { "app.slint" };
    slint_build::compile_with_config(root, config).expect("the screens compile");
}
