package dev.velos.daemon.os;

class FakeBackendTest extends BackendContract {
    @Override
    Outside outside() {
        return new FakeOutside();
    }
}
