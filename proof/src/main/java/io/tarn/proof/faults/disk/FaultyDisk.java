package io.tarn.proof.faults.disk;

import io.tarn.proof.faults.Fuse;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Collections;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The file system as the processes of one machine see it: real files below a folder, calls that fail as a {@link Fuse}
 * says, and a power switch. Every path that is derived from one of {@link #path} is reached through it. Nothing is
 * really forced. Thread-safe.
 */
public final class FaultyDisk extends FileSystem {
    private final FileSystem real = FileSystems.getDefault();
    private final FaultyProvider provider;
    private final Platter platter;
    private final Fuse fuse;
    private final Set<FileChannel> open = ConcurrentHashMap.newKeySet();

    /** @param root what is in it now counts as forced */
    public FaultyDisk(Path root, Fuse fuse) throws IOException {
        this(new Platter(root), fuse);
    }

    private FaultyDisk(Platter platter, Fuse fuse) {
        this.platter = platter;
        this.fuse = fuse;
        this.provider = new FaultyProvider(this);
    }

    /** The same disk as other processes of the machine see it, whose calls fail on their own. */
    public FaultyDisk beside(Fuse other) {
        return new FaultyDisk(platter, other);
    }

    /** The same file, reached through this. */
    public Path path(Path path) {
        return new FaultyPath(this, FaultyPath.real(path));
    }

    /** Takes the files, and with them the locks, from processes that are dead. */
    public void release() throws IOException {
        for (FileChannel channel : Set.copyOf(open)) {
            channel.close();
        }
        open.clear();
    }

    /** What was not forced is lost, all or some of it; no process may be alive. */
    public void losePower(Random random) throws IOException {
        Platter.Loss[] all = Platter.Loss.values();
        synchronized (platter) {
            platter.lose(all[random.nextInt(all.length)], random);
        }
    }

    Platter platter() {
        return platter;
    }

    Fuse fuse() {
        return fuse;
    }

    Set<FileChannel> opened() {
        return open;
    }

    @Override
    public FileSystemProvider provider() {
        return provider;
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public boolean isReadOnly() {
        return false;
    }

    @Override
    public String getSeparator() {
        return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
        return Collections.emptyList();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
        return Collections.emptyList();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
        return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
        return path(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
        PathMatcher matcher = real.getPathMatcher(pattern);
        return path -> matcher.matches(FaultyPath.real(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
        throw new UnsupportedOperationException();
    }

    @Override
    public WatchService newWatchService() {
        throw new UnsupportedOperationException();
    }
}
