package dev.velos.logs.summary;

/** Takes batches of events; a batch is not kept. */
interface BatchSink {
    void accept(EventBatch batch);
}
