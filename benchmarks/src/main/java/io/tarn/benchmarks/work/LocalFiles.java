package io.tarn.benchmarks.work;

import io.tarn.columnar.FileSink;
import io.tarn.columnar.FileSource;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Local files as {@code columnar} wants to see them. */
final class LocalFiles {
    private LocalFiles() {}

    /** Files {@code name-0.parquet} and so on. */
    static IntFunction<FileSink> sinks(Path folder, String name) {
        return index -> {
            try {
                OutputStream out = Files.newOutputStream(folder.resolve(name + "-" + index + ".parquet"));
                return new FileSink() {
                    @Override
                    public void write(byte[] bytes, int off, int len) throws IOException {
                        out.write(bytes, off, len);
                    }

                    @Override
                    public void close() throws IOException {
                        out.close();
                    }
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }

    /** Reads by ranges. */
    record Source(String name, long size, FileChannel channel) implements FileSource {
        static Source open(Path path) throws IOException {
            FileChannel channel = FileChannel.open(path);
            return new Source(path.toString(), channel.size(), channel);
        }

        @Override
        public byte[] read(long offset, int length) throws IOException {
            ByteBuffer bytes = ByteBuffer.allocate(length);
            while (bytes.hasRemaining()) {
                if (channel.read(bytes, offset + bytes.position()) < 0) {
                    throw new IOException(name + " ends too early");
                }
            }
            return bytes.array();
        }
    }

    /** By name. */
    static List<Path> in(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix))
                    .sorted()
                    .toList();
        }
    }
}
