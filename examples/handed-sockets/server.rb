# A server on descriptor 3. With puma: puma -b fd://3
require 'socket'

server = TCPServer.for_fd(3)
stopping = false
trap('TERM') { stopping = true }
puts 'listening'
$stdout.flush
until stopping
  next unless IO.select([server], nil, nil, 0.1)
  client = server.accept_nonblock(exception: false)
  next if client == :wait_readable
  client.gets
  body = "ruby #{ENV['VELOS_INSTANCE_ID']} #{Process.pid}\n"
  client.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: #{body.bytesize}\r\n\r\n#{body}")
  client.close
end
