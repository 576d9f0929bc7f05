package io.lamella.pipeline;

class MemoryLimitsTest extends LimitsContract {
    @Override
    ObjectStore store() {
        return lake.memory;
    }
}
