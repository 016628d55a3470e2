// A server on descriptor 3, with the standard library alone. The crate "listenfd" does the same with more checks.
use std::env;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::os::fd::FromRawFd;

fn main() {
    let listener = unsafe { TcpListener::from_raw_fd(3) };
    let instance = env::var("VELOS_INSTANCE_ID").unwrap_or_default();
    println!("listening");
    for stream in listener.incoming() {
        let Ok(mut stream) = stream else { continue };
        let mut request = [0u8; 4096];
        let _ = stream.read(&mut request);
        let body = format!("rust {} {}\n", instance, std::process::id());
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {}\r\n\r\n{}",
            body.len(),
            body
        );
    }
}
