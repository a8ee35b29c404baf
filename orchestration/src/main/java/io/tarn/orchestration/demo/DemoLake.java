package io.tarn.orchestration.demo;

import io.tarn.core.config.TarnConfig;
import io.tarn.core.report.Balance;
import io.tarn.ingest.compact.CompactResult;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The lake of the demo, driven by the code of the commands. */
final class DemoLake implements AutoCloseable {
    private final TarnConfig config;
    private final Clock clock;

    DemoLake(TarnConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    void land(String collection, Path file, long events) {
        throw new UnsupportedOperationException(collection + file + events + config + clock);
    }

    void produce(String collection, List<Line> lines) {
        throw new UnsupportedOperationException(collection + lines);
    }

    CompactResult compact() {
        throw new UnsupportedOperationException();
    }

    List<Balance> verifyDeep() {
        throw new UnsupportedOperationException();
    }

    List<List<String>> query(String sql) {
        throw new UnsupportedOperationException(sql);
    }

    @Override
    public void close() {}
}
