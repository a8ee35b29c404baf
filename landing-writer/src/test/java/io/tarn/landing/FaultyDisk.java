package io.tarn.landing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The machine's disk, which fails where it is told to, and can lose what was not forced. A failed force loses what it
 * was for: one that succeeds later does not bring it back, as on Linux. Thread-safe.
 */
final class FaultyDisk implements Disk {
    /** What was asked of the disk. */
    enum What {
        CREATE,
        APPEND,
        WRITE,
        FORCE,
        TRUNCATE,
        MOVE,
        DELETE,
        CREATE_FOLDER,
        FORCE_FOLDER,
        READ,
        LIST,
        LOCK
    }

    /** What becomes of an operation; TORN writes half, and is BEFORE for everything else. */
    enum Fault {
        NONE,
        BEFORE,
        AFTER,
        TORN
    }

    /**
     * One operation.
     *
     * @param number from 0
     */
    record Op(long number, What what, Path file) {}

    /** The end of the process, as far as the disk is concerned: every operation fails from now on. */
    static final class Dead extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final Function<Op, Fault> faults;
    private final Map<What, Integer> counts = new EnumMap<>(What.class);
    private long operations;
    private boolean dead;
    private volatile String message = "the disk is on fire";

    /** Contents that were forced, by file, and which files have names that were. */
    private final Map<Path, Node> live = new HashMap<>();

    private final Map<Path, Node> durable = new HashMap<>();

    /** A file's bytes as they are after a power cut; what was written from {@code dirty} on is not among them. */
    private static final class Node {
        byte[] forced = new byte[0];
        long dirty;
    }

    FaultyDisk(Function<Op, Fault> faults) {
        this.faults = faults;
    }

    /** What its errors say. */
    void message(String text) {
        message = text;
    }

    synchronized int count(What what) {
        return counts.getOrDefault(what, 0);
    }

    synchronized long operations() {
        return operations;
    }

    /** Lets every later operation fail without any effect, as those of a process that was killed. */
    synchronized void die() {
        dead = true;
    }

    /**
     * What is on the disk when the power comes back: of each file that was made through this disk what was forced, and
     * sometimes what was not. The disk works again.
     */
    synchronized void powerCut(RandomGenerator random) throws IOException {
        boolean keepsNames = random.nextInt(3) == 0;
        Set<Path> all = new HashSet<>(live.keySet());
        all.addAll(durable.keySet());
        for (Path file : all) {
            Node is = live.get(file);
            Node was = durable.get(file);
            Node node = keepsNames ? is : was;
            if (node == null) {
                Files.deleteIfExists(file);
            } else if (node != is || !Files.exists(file)) {
                Files.createDirectories(file.getParent());
                Files.write(file, node.forced);
            } else if (random.nextInt(3) > 0) {
                Files.write(file, node.forced);
            }
        }
        live.clear();
        durable.clear();
        dead = false;
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private synchronized <T> T run(What what, Path file, Action<T> action, Action<?> half) throws IOException {
        if (dead) {
            throw new Dead();
        }
        counts.merge(what, 1, Integer::sum);
        Fault fault = faults.apply(new Op(operations++, what, file));
        if (fault == Fault.TORN) {
            half.run();
        }
        if (fault == Fault.NONE) {
            return action.run();
        }
        if (fault == Fault.AFTER) {
            T done = action.run();
            Object open = done instanceof Optional<?> some ? some.orElse(null) : done;
            if (open instanceof Closeable closeable) {
                closeable.close();
            }
        }
        throw new IOException(message);
    }

    private <T> T run(What what, Path file, Action<T> action) throws IOException {
        return run(what, file, action, () -> null);
    }

    @Override
    public Appender create(Path file) throws IOException {
        return run(What.CREATE, file, () -> {
            Appender real = Disk.REAL.create(file);
            Node node = new Node();
            live.put(file, node);
            return new Faulty(real, file, node);
        });
    }

    @Override
    public Appender append(Path file) throws IOException {
        return run(What.APPEND, file, () -> new Faulty(Disk.REAL.append(file), file, node(file)));
    }

    @Override
    public Source read(Path file) throws IOException {
        return run(What.READ, file, () -> Disk.REAL.read(file));
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        run(What.MOVE, from, () -> {
            Disk.REAL.move(from, to);
            for (Path file : List.copyOf(live.keySet())) {
                if (file.startsWith(from)) {
                    Node node = live.remove(file);
                    live.put(from.equals(file) ? to : to.resolve(from.relativize(file)), node);
                }
            }
            return null;
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        run(What.DELETE, file, () -> {
            if (Files.isRegularFile(file)) {
                node(file);
            }
            Disk.REAL.delete(file);
            live.remove(file);
            return null;
        });
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        run(What.CREATE_FOLDER, folder, () -> {
            Disk.REAL.createFolder(folder);
            return null;
        });
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        run(What.FORCE_FOLDER, folder, () -> {
            Disk.REAL.forceFolder(folder);
            Path in = folder.normalize();
            durable.keySet().removeIf(file -> in.equals(file.getParent()) && !live.containsKey(file));
            live.forEach((file, node) -> {
                if (in.equals(file.getParent())) {
                    durable.put(file, node);
                }
            });
            return null;
        });
    }

    @Override
    public boolean exists(Path file) {
        return Disk.REAL.exists(file);
    }

    @Override
    public boolean isFolder(Path file) {
        return Disk.REAL.isFolder(file);
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        return run(What.LIST, folder, () -> Disk.REAL.list(folder));
    }

    @Override
    public Optional<Closeable> lock(Path file) throws IOException {
        // An answer that is lost would hold the lock until this JVM ends, and not the process that it stands for.
        return run(What.LOCK, file, () -> Disk.REAL.lock(file));
    }

    @Override
    public long room(Path folder) throws IOException {
        return Disk.REAL.room(folder);
    }

    /** A file that was there before is on the disk as it is. */
    private Node node(Path file) throws IOException {
        Node known = live.get(file);
        if (known != null) {
            return known;
        }
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        Node node = new Node();
        node.forced = Files.readAllBytes(file);
        node.dirty = node.forced.length;
        live.put(file, node);
        durable.put(file, node);
        return node;
    }

    private final class Faulty implements Appender {
        private final Appender real;
        private final Path file;
        private final Node node;

        Faulty(Appender real, Path file, Node node) {
            this.real = real;
            this.file = file;
            this.node = node;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            run(
                    What.WRITE,
                    file,
                    () -> {
                        real.write(bytes, offset, length);
                        return null;
                    },
                    () -> {
                        real.write(bytes, offset, length / 2);
                        return null;
                    });
        }

        @Override
        public void force() throws IOException {
            boolean[] done = {false};
            try {
                run(What.FORCE, file, () -> {
                    real.force();
                    byte[] now = Files.readAllBytes(path());
                    byte[] forced = Arrays.copyOf(node.forced, now.length);
                    int from = (int) Math.min(node.dirty, now.length);
                    System.arraycopy(now, from, forced, from, now.length - from);
                    node.forced = forced;
                    done[0] = true;
                    return null;
                });
            } finally {
                if (!dead || done[0]) {
                    node.dirty = Files.size(path());
                }
            }
        }

        @Override
        public void truncate(long size) throws IOException {
            run(What.TRUNCATE, file, () -> {
                real.truncate(size);
                node.dirty = Math.min(node.dirty, size);
                return null;
            });
        }

        @Override
        public void close() throws IOException {
            real.close();
        }

        private Path path() {
            synchronized (FaultyDisk.this) {
                return live.entrySet().stream()
                        .filter(entry -> entry.getValue() == node)
                        .map(Map.Entry::getKey)
                        .findFirst()
                        .orElse(file);
            }
        }
    }
}
