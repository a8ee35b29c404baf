package io.tarn.landing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The disk under the spool: what a test replaces by one that is full or fails. Thread-safe. */
interface Disk {
    /** The machine's own. */
    Disk REAL = new Disk() {
        @Override
        public Appender create(Path file) throws IOException {
            Appender appender =
                    new FileAppender(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
            forceFolder(file.resolveSibling("."));
            return appender;
        }

        @Override
        public Appender append(Path file) throws IOException {
            return new FileAppender(FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
        }
    };

    /** A file that grows at its end. Not thread-safe. */
    interface Appender extends Closeable {
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** Returns when everything that was written is on the disk. */
        void force() throws IOException;

        void truncate(long size) throws IOException;
    }

    /** A new file whose name is on the disk too. */
    Appender create(Path file) throws IOException;

    /** A file that is there. */
    Appender append(Path file) throws IOException;

    /** Puts the names in a folder on the disk. */
    static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** A file of the machine. */
    record FileAppender(FileChannel channel) implements Appender {
        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            ByteBuffer source = ByteBuffer.wrap(bytes, offset, length);
            while (source.hasRemaining()) {
                channel.write(source);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long size) throws IOException {
            channel.truncate(size);
            channel.position(size);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
