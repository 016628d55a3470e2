package dev.velos.daemon.os;

/** A part of the contract suite. */
interface OnBench {
    Bench bench();
}
