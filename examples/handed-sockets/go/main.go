// A server on descriptor 3. With net/http, the same listener goes into http.Server.Serve, and Shutdown ends it.
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/signal"
	"sync"
	"syscall"
)

func main() {
	listener, err := net.FileListener(os.NewFile(3, "listener"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "descriptor 3 is no socket:", err)
		os.Exit(1)
	}
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	go func() {
		<-stop
		listener.Close()
	}()
	fmt.Println("listening")
	var open sync.WaitGroup
	for {
		connection, err := listener.Accept()
		if err != nil {
			break
		}
		open.Add(1)
		go func() {
			defer open.Done()
			answer(connection)
		}()
	}
	open.Wait() // requests in flight are answered
}

func answer(connection net.Conn) {
	defer connection.Close()
	request := bufio.NewReader(connection)
	for line := ""; line != "\r\n"; {
		var err error
		if line, err = request.ReadString('\n'); err != nil {
			return
		}
	}
	body := fmt.Sprintf("go %s %d\n", os.Getenv("VELOS_INSTANCE_ID"), os.Getpid())
	fmt.Fprintf(connection, "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s", len(body), body)
}
