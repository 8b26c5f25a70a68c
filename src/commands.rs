//! What the program can be told to do: one file per subcommand.

mod audit;
mod check;
mod courier;
#[cfg(feature = "demo")]
mod demo;
mod devices;
mod enrol;
mod health;
mod outbox;
mod panel;
mod provision;
mod screen;
mod service;
mod services;
mod setup;
mod statistics;
mod update;

use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// 一件事一次办: a government self-service kiosk.
#[derive(Parser)]
#[command(name = "yici", version, about)]
pub struct Command {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Serve citizens: the display, the touch panel and every device; no network.
    Screen {
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
    },
    /// Put "back in a moment" onto the display: what the screen's unit does whenever the screen process has ended.
    Pause,
    /// Say how the panel is turned, in lines for the screen's unit and for udev's rule for touches.
    Panel {
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
    },
    /// Send what citizens handed in: the network; no device.
    Courier {
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
    },
    /// Say whether this kiosk is ready, and if not, what to do. Ends with 1 if something must be done.
    Check(check::Check),
    /// Say whether this version serves, so that an update may stay. Ends with 1 if not.
    Health {
        /// The settings file.
        #[arg(long, default_value = "/etc/yici/kiosk.toml")]
        settings: PathBuf,
        /// How the screen stood before the update: a copy of the run folder's `screen.json`.
        #[arg(long)]
        before: Option<PathBuf>,
    },
    /// Look after the versions of this kiosk: what RAUC, systemd and a technician ask.
    Update(update::Update),
    /// Get this kiosk's certificate from the platform.
    Enrol(enrol::Enrol),
    /// Set this kiosk up at its own screen, while it has no settings.
    Setup,
    /// Prepare sticks for many kiosks from one table.
    Provision(provision::Provision),
    /// Drive a device by hand.
    Devices(devices::Devices),
    /// Write down what happened at this kiosk, and prove on any machine that nobody changed it.
    Audit(audit::AuditCommand),
    /// Carry what waits to another machine, or deliver what was carried here.
    Outbox(outbox::OutboxCommand),
    /// Who may look after kiosks at their own screens: PINs and signed sticks.
    #[command(subcommand)]
    Service(service::Service),
    /// Say how this kiosk served, in sums without anybody in them.
    Statistics(statistics::Statistics),
    /// Look after the matters.
    #[command(subcommand)]
    Services(services::Services),
    /// Run a whole kiosk on this machine, with simulated devices and the reference platform.
    #[cfg(feature = "demo")]
    Demo(demo::Demo),
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// In the words of whoever must act.
    pub fn run(self) -> anyhow::Result<()> {
        match self.what {
            What::Screen { settings } => screen::run(&settings),
            What::Pause => {
                log_to_standard_error();
                crate::kiosk::pause::put();
                Ok(())
            }
            What::Panel { settings } => panel::run(&settings),
            What::Courier { settings } => courier::run(&settings),
            What::Check(check) => check.run(),
            What::Health { settings, before } => health::run(&settings, before.as_deref()),
            What::Update(update) => update.run(),
            What::Enrol(enrol) => enrol.run(),
            What::Setup => setup::run(),
            What::Provision(provision) => provision.run(),
            What::Devices(devices) => devices.run(),
            What::Audit(audit) => audit.run(),
            What::Outbox(outbox) => outbox.run(),
            What::Service(service) => service.run(),
            What::Services(services) => services.run(),
            What::Statistics(statistics) => statistics.run(),
            #[cfg(feature = "demo")]
            What::Demo(demo) => demo.run(),
        }
    }
}

/// Logs go to standard error, where the journal takes them and adds the time. `Personal` cannot be formatted, so no
/// citizen's data can be logged. `RUST_LOG` names a level for everything, such as `trace`.
fn log_to_standard_error() {
    let level = std::env::var("RUST_LOG").ok().and_then(|level| level.parse().ok()).unwrap_or(tracing::Level::INFO);
    let log = tracing_subscriber::fmt().with_max_level(level).with_ansi(false).without_time();
    // Fails when a log is set up already, which then serves.
    let _ = log.with_writer(std::io::stderr).try_init();
}
