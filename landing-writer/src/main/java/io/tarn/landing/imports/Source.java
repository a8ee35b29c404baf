package io.tarn.landing.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Something to land. */
public sealed interface Source {
    /** What people call it. */
    String shown();

    /** A regular file, which can be read twice. */
    record OfFile(Path path, String shown) implements Source {
        InputStream open() throws IOException {
            return Files.newInputStream(path);
        }
    }

    /** Bytes that come once: standard input, a pipe. The caller closes. */
    record OfStream(InputStream stream, String shown) implements Source {}

    /** Something that was named and cannot be read. */
    record Unreadable(String shown, String why) implements Source {}
}
