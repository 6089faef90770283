//! The program that the page loads.
fn main() {
    case_web::start();
}
