package io.tarn.proof.faults.disk;

import io.tarn.proof.faults.Fault.Access;
import io.tarn.proof.faults.Fault.Kind;
import io.tarn.proof.faults.Fault.Port;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The calls of a {@link FaultyDisk}. Each is counted; those that change names tell its {@link Platter}. */
final class FaultyProvider extends FileSystemProvider {
    private final FaultyDisk disk;

    FaultyProvider(FaultyDisk disk) {
        this.disk = disk;
    }

    /** Something done to a real file. */
    @FunctionalInterface
    private interface Deed<T> {
        T run() throws IOException;
    }

    private <T> T pass(Access access, String verb, Path path, Deed<T> deed) throws IOException {
        Path real = FaultyPath.real(path);
        return disk.fuse()
                .pass(
                        Port.DISK,
                        access,
                        verb + " " + real,
                        deed::run,
                        null,
                        (kind, what) -> new FileSystemException(real.toString(), null, reason(kind)));
    }

    /** What Linux says. */
    static String reason(Kind kind) {
        return kind == Kind.FULL ? "No space left on device" : "Input/output error";
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
        throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
        return disk;
    }

    @Override
    public Path getPath(URI uri) {
        return disk.path(Path.of(uri));
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        Path real = FaultyPath.real(path);
        boolean creates =
                options.contains(StandardOpenOption.CREATE) || options.contains(StandardOpenOption.CREATE_NEW);
        return pass(creates ? Access.WRITE : Access.READ, creates ? "make" : "open", path, () -> {
            Platter platter = disk.platter();
            synchronized (platter) {
                boolean there = Files.exists(real, LinkOption.NOFOLLOW_LINKS);
                FileChannel channel = FileChannel.open(real, options, attributes);
                if (!there) {
                    platter.made(real, false);
                }
                Platter.Node node = platter.node(real);
                if (there && options.contains(StandardOpenOption.TRUNCATE_EXISTING)) {
                    platter.truncated(node, 0);
                }
                disk.opened().add(channel);
                return new FaultyChannel(disk, real, channel, node, options.contains(StandardOpenOption.APPEND));
            }
        });
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(Path folder, DirectoryStream.Filter<? super Path> filter)
            throws IOException {
        DirectoryStream<Path> entries = pass(
                Access.READ,
                "list",
                folder,
                () -> Files.newDirectoryStream(
                        FaultyPath.real(folder), (Path entry) -> filter.accept(disk.path(entry))));
        return new DirectoryStream<>() {
            @Override
            public Iterator<Path> iterator() {
                return StreamSupport.stream(entries.spliterator(), false)
                        .map(disk::path)
                        .iterator();
            }

            @Override
            public void close() throws IOException {
                entries.close();
            }
        };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
        changing(Access.WRITE, "mkdir", folder, real -> {
            Files.createDirectory(real, attributes);
            disk.platter().made(real, true);
        });
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
        changing(Access.WRITE, "link", link, real -> {
            Files.createLink(real, FaultyPath.real(existing));
            disk.platter().linked(real, FaultyPath.real(existing));
        });
    }

    @Override
    public void delete(Path path) throws IOException {
        changing(Access.REMOVE, "delete", path, real -> {
            Files.delete(real);
            disk.platter().removed(real);
        });
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        changing(Access.REMOVE, "move", target, real -> {
            Path from = FaultyPath.real(source);
            Files.move(from, real, options);
            disk.platter().moved(from, real);
        });
    }

    @FunctionalInterface
    private interface Renaming {
        void run(Path real) throws IOException;
    }

    private void changing(Access access, String verb, Path path, Renaming change) throws IOException {
        pass(access, verb, path, () -> {
            synchronized (disk.platter()) {
                change.run(FaultyPath.real(path));
                return true;
            }
        });
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isSameFile(Path a, Path b) throws IOException {
        return Files.isSameFile(FaultyPath.real(a), FaultyPath.real(b));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
        return Files.isHidden(FaultyPath.real(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
        return Files.getFileStore(FaultyPath.real(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
        pass(Access.READ, "look at", path, () -> {
            Path real = FaultyPath.real(path);
            real.getFileSystem().provider().checkAccess(real, modes);
            return true;
        });
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(Path path, Class<V> type, LinkOption... options) {
        return Files.getFileAttributeView(FaultyPath.real(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(Path path, Class<A> type, LinkOption... options)
            throws IOException {
        return pass(Access.READ, "look at", path, () -> Files.readAttributes(FaultyPath.real(path), type, options));
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options) throws IOException {
        return pass(
                Access.READ, "look at", path, () -> Files.readAttributes(FaultyPath.real(path), attributes, options));
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options) throws IOException {
        Files.setAttribute(FaultyPath.real(path), attribute, value, options);
    }
}
