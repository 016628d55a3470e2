module velos.example/server

go 1.18
