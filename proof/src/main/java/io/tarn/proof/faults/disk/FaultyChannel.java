package io.tarn.proof.faults.disk;

import io.tarn.proof.faults.Fault.Access;
import io.tarn.proof.faults.Fault.Port;
import io.tarn.proof.faults.Fuse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** An open file of a {@link FaultyDisk}, or a folder that is to be forced. */
final class FaultyChannel extends FileChannel {
    private final FaultyDisk disk;
    private final Path path;
    private final FileChannel channel;
    private final Platter.Node node;
    private final boolean appends;

    FaultyChannel(FaultyDisk disk, Path path, FileChannel channel, Platter.Node node, boolean appends) {
        this.disk = disk;
        this.path = path;
        this.channel = channel;
        this.node = node;
        this.appends = appends;
    }

    private <T> T pass(Access access, String verb, Fuse.Call<T, IOException> call) throws IOException {
        return pass(access, verb, call, null);
    }

    private <T> T pass(
            Access access, String verb, Fuse.Call<T, IOException> call, Fuse.@Nullable Call<?, IOException> half)
            throws IOException {
        return disk.fuse()
                .pass(
                        Port.DISK,
                        access,
                        verb + " " + path,
                        call,
                        half,
                        (kind, what) -> new IOException(FaultyProvider.reason(kind)));
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return pass(Access.READ, "read", () -> channel.read(target));
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
        return pass(Access.READ, "read", () -> channel.read(targets, offset, length));
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return pass(Access.READ, "read", () -> channel.read(target, position));
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        return writing(source, () -> appends ? channel.size() : channel.position(), true);
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
        long written = 0;
        for (int i = offset; i < offset + length; i++) {
            written += write(sources[i]);
        }
        return written;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        return writing(source, () -> position, false);
    }

    private int writing(ByteBuffer source, Fuse.Call<Long, IOException> at, boolean moves) throws IOException {
        int whole = source.remaining();
        return pass(
                Access.WRITE,
                "write",
                () -> write(source, whole, at, moves),
                whole < 2 ? null : () -> write(source, whole / 2, at, moves));
    }

    private int write(ByteBuffer source, int length, Fuse.Call<Long, IOException> place, boolean moves)
            throws IOException {
        synchronized (disk.platter()) {
            long at = place.run();
            byte[] bytes = new byte[length];
            source.get(bytes);
            ByteBuffer copy = ByteBuffer.wrap(bytes);
            while (copy.hasRemaining()) {
                if (moves) {
                    channel.write(copy);
                } else {
                    channel.write(copy, at + copy.position());
                }
            }
            disk.platter().wrote(node, at, bytes);
            return length;
        }
    }

    @Override
    public long position() throws IOException {
        return channel.position();
    }

    @Override
    public FileChannel position(long position) throws IOException {
        channel.position(position);
        return this;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        return pass(Access.REMOVE, "truncate", () -> {
            synchronized (disk.platter()) {
                channel.truncate(size);
                disk.platter().truncated(node, size);
                return this;
            }
        });
    }

    @Override
    public void force(boolean metadata) throws IOException {
        try {
            pass(Access.WRITE, "force", () -> {
                synchronized (disk.platter()) {
                    disk.platter().forced(node);
                    return true;
                }
            });
        } catch (IOException e) {
            synchronized (disk.platter()) {
                disk.platter().forceFailed(node);
            }
            throw e;
        }
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        return pass(Access.READ, "read", () -> channel.transferTo(position, count, target));
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(count, 64 << 10));
        int n = source.read(buffer);
        buffer.flip();
        return n <= 0 ? 0 : write(buffer, position);
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
        throw new UnsupportedOperationException();
    }

    /** Waits for other threads of this process too, because each of them may stand for a process of its own. */
    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        while (true) {
            FileLock lock = tryLock(position, size, shared);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(100_000);
        }
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        Optional<FileLock> lock = pass(Access.READ, "lock", () -> {
            try {
                return Optional.ofNullable(channel.tryLock(position, size, shared));
            } catch (OverlappingFileLockException another) {
                return Optional.empty();
            }
        });
        return lock.orElse(null);
    }

    @Override
    protected void implCloseChannel() throws IOException {
        disk.opened().remove(channel);
        channel.close();
    }
}
