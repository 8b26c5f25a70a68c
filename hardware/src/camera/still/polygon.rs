//! Hulls, areas and corners. Polygons go clockwise, as seen on a screen.

use super::Point;

/// The convex hull, clockwise as seen (Andrew's monotone chain).
pub(super) fn hull(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y)));
    let mut hull: Vec<Point> = Vec::new();
    let chain = |points: &mut dyn Iterator<Item = Point>, hull: &mut Vec<Point>| {
        let floor = hull.len();
        for point in points {
            while hull.len() >= floor + 2 && cross(hull[hull.len() - 2], hull[hull.len() - 1], point) <= 0.0 {
                hull.pop();
            }
            hull.push(point);
        }
        // The last one begins the other half.
        hull.pop();
    };
    chain(&mut points.iter().copied(), &mut hull);
    chain(&mut points.iter().rev().copied(), &mut hull);
    hull
}

/// The largest quadrilateral with corners among those of a hull: for each diagonal, the farthest corner on either side.
pub(super) fn largest_quadrilateral(hull: &[Point]) -> Option<[Point; 4]> {
    let mut best = (0.0, None);
    let farthest = |a: Point, b: Point, among: &mut dyn Iterator<Item = Point>| {
        let away = among.map(|point| (-cross(a, b, point), point));
        away.max_by(|one, other| one.0.total_cmp(&other.0))
    };
    for (i, &a) in hull.iter().enumerate() {
        for (k, &c) in hull.iter().enumerate().skip(i + 2) {
            let one = farthest(a, c, &mut hull[i + 1..k].iter().copied());
            let other = farthest(c, a, &mut hull[k + 1..].iter().chain(&hull[..i]).copied());
            if let (Some((near, b)), Some((far, d))) = (one, other)
                && near > 0.0
                && far > 0.0
                && near + far > best.0
            {
                best = (near + far, Some([a, b, c, d]));
            }
        }
    }
    best.1
}

/// Positive when `c` lies to the right of the way from `a` to `b`; twice the triangle's area.
pub(super) fn cross(a: Point, b: Point, c: Point) -> f32 {
    (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
}

pub(super) fn distance(a: Point, b: Point) -> f32 {
    (b.x - a.x).hypot(b.y - a.y)
}

pub(super) fn area(polygon: &[Point]) -> f32 {
    let next = polygon.iter().cycle().skip(1);
    polygon.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum::<f32>().abs() / 2.0
}
