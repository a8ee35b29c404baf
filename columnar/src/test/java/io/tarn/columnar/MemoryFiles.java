package io.tarn.columnar;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Files in memory. */
final class MemoryFiles implements IntFunction<FileSink> {
    final List<ByteArrayOutputStream> files = new ArrayList<>();
    int closed;

    @Override
    public FileSink apply(int index) {
        if (index != files.size()) {
            throw new IllegalStateException("file " + index + " after " + files.size());
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        files.add(out);
        return new FileSink() {
            @Override
            public void write(byte[] bytes, int off, int len) {
                out.write(bytes, off, len);
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    byte[] bytes(int index) {
        return files.get(index).toByteArray();
    }

    List<FileSource> sources() {
        List<FileSource> sources = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            sources.add(source("file" + i, bytes(i)));
        }
        return sources;
    }

    static FileSource source(String name, byte[] bytes) {
        return new FileSource() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public long size() {
                return bytes.length;
            }

            @Override
            public byte[] read(long offset, int length) throws IOException {
                if (offset < 0 || length < 0 || offset + length > bytes.length) {
                    throw new IOException("beyond the end: " + offset + "+" + length);
                }
                return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
            }
        };
    }
}
