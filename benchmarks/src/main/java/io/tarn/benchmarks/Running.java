package io.tarn.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A contestant at work. */
interface Running extends AutoCloseable {
    /** Has it {@code prepare} or {@code run} in a folder; gives the CPU seconds (user and system) that took. */
    double tell(String what, Path folder) throws IOException;

    /** CPU seconds so far. */
    double cpu() throws IOException;

    /** Most bytes that were ever resident. */
    long peak() throws IOException;

    @Override
    void close() throws IOException;
}
