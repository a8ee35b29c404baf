package io.tarn.proof.faults.disk;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a folder's tree is on the disk, as against what its programs see. A file's bytes are there once the file was
 * forced, and a name once its folder was; nothing else is promised. A rename is one change, as journaling file systems
 * make it; forcing either of its folders forces all of it.
 *
 * <p>The real tree below the root is what programs see. Whoever changes it holds this object's monitor and tells.
 */
final class Platter {
    private final Path root;
    private final Node top;
    private final List<List<Entry>> journal = new ArrayList<>();

    /** A file or folder, whatever its names. */
    static final class Node {
        private final @Nullable Map<String, Node> seen;
        private final Map<String, Node> forced = new TreeMap<>();
        private byte[] bytes = new byte[0];
        private final List<Change> unforced = new ArrayList<>();

        private Node(boolean folder) {
            this.seen = folder ? new TreeMap<>() : null;
        }

        boolean isFolder() {
            return seen != null;
        }

        private Map<String, Node> names() {
            if (seen == null) {
                throw new IllegalStateException("A file has no names in it");
            }
            return seen;
        }
    }

    /** A name in a folder, given to a node or taken away. */
    private record Entry(Node folder, String name, @Nullable Node node) {}

    /** Bytes at a place; null bytes: the file's end is there. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Change(long at, byte @Nullable [] bytes) {}

    /** How much of what was not forced is lost. */
    enum Loss {
        /** All of it. */
        EVERYTHING,
        /** The names later than some moment; of bytes any beginning stays. */
        LATEST,
        /** Any part of it, in any order. */
        ANYTHING
    }

    /** Everything that is there now counts as forced. */
    Platter(Path root) throws IOException {
        this.root = root;
        this.top = new Node(true);
        Map<Object, Node> files = new HashMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(root)) {
                    place(folder, new Node(true));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Node node = files.get(attributes.fileKey());
                if (node == null) {
                    node = new Node(false);
                    node.bytes = Files.readAllBytes(file);
                    files.put(attributes.fileKey(), node);
                }
                place(file, node);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void place(Path path, Node node) {
        Node folder = node(path.getParent());
        folder.names().put(name(path), node);
        folder.forced.put(name(path), node);
    }

    /** Of what lies outside, nothing is remembered. */
    private boolean has(Path path) {
        return path.startsWith(root);
    }

    Node node(@Nullable Path path) {
        if (path == null || !has(path)) {
            return new Node(true);
        }
        Node at = top;
        if (!path.equals(root)) {
            for (Path part : root.relativize(path)) {
                Node next = at.names().get(part.toString());
                if (next == null) {
                    throw new IllegalStateException(path + " is unknown");
                }
                at = next;
            }
        }
        return at;
    }

    // ---- told by whoever changes the tree ----

    void made(Path path, boolean folder) {
        log(List.of(new Entry(node(path.getParent()), name(path), new Node(folder))));
    }

    void linked(Path name, Path existing) {
        log(List.of(new Entry(node(name.getParent()), name(name), node(existing))));
    }

    void moved(Path from, Path to) {
        Node node = node(from);
        log(List.of(
                new Entry(node(from.getParent()), name(from), null), new Entry(node(to.getParent()), name(to), node)));
    }

    void removed(Path path) {
        log(List.of(new Entry(node(path.getParent()), name(path), null)));
    }

    void wrote(Node file, long at, byte[] bytes) {
        file.unforced.add(new Change(at, bytes));
    }

    void truncated(Node file, long size) {
        file.unforced.add(new Change(size, null));
    }

    void forced(Node node) {
        if (!node.isFolder()) {
            node.bytes = content(node, node.unforced);
            node.unforced.clear();
            return;
        }
        for (Iterator<List<Entry>> all = journal.iterator(); all.hasNext(); ) {
            List<Entry> change = all.next();
            if (change.stream().anyMatch(entry -> entry.folder() == node)) {
                apply(change);
                all.remove();
            }
        }
    }

    /** The system gives its pages up after a failed force: programs still see them, and no later force writes them. */
    void forceFailed(Node node) {
        node.unforced.clear();
    }

    private void log(List<Entry> change) {
        for (Entry entry : change) {
            Node node = entry.node();
            if (node == null) {
                entry.folder().names().remove(entry.name());
            } else {
                entry.folder().names().put(entry.name(), node);
            }
        }
        journal.add(change);
    }

    private static void apply(List<Entry> change) {
        for (Entry entry : change) {
            Node node = entry.node();
            if (node == null) {
                entry.folder().forced.remove(entry.name());
            } else {
                entry.folder().forced.put(entry.name(), node);
            }
        }
    }

    // ---- power loss ----

    /** Makes the real tree what a machine finds that lost its power now. */
    void lose(Loss loss, Random random) throws IOException {
        int kept = loss == Loss.LATEST ? random.nextInt(journal.size() + 1) : 0;
        for (int i = 0; i < journal.size(); i++) {
            if (loss == Loss.LATEST ? i < kept : loss == Loss.ANYTHING && random.nextBoolean()) {
                apply(journal.get(i));
            }
        }
        clear();
        restore(top, root, loss, random, new IdentityHashMap<>());
    }

    private void clear() throws IOException {
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                if (!folder.equals(root)) {
                    Files.delete(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void restore(Node folder, Path at, Loss loss, Random random, Map<Node, Path> done)
            throws IOException {
        for (Map.Entry<String, Node> entry : folder.forced.entrySet()) {
            Path path = at.resolve(entry.getKey());
            Node node = entry.getValue();
            Path before = done.putIfAbsent(node, path);
            if (node.isFolder()) {
                if (before == null) {
                    Files.createDirectory(path);
                    restore(node, path, loss, random, done);
                }
            } else if (before != null) {
                Files.createLink(path, before);
            } else {
                Files.write(path, content(node, survivors(node.unforced, loss, random)));
            }
        }
    }

    private static List<Change> survivors(List<Change> unforced, Loss loss, Random random) {
        if (loss == Loss.EVERYTHING || unforced.isEmpty()) {
            return List.of();
        }
        List<Change> some = new ArrayList<>();
        int end = loss == Loss.LATEST ? random.nextInt(unforced.size() + 1) : unforced.size();
        for (int i = 0; i < end; i++) {
            if (loss == Loss.LATEST || random.nextBoolean()) {
                some.add(unforced.get(i));
            }
        }
        if (!some.isEmpty() && random.nextBoolean()) {
            Change last = some.remove(some.size() - 1);
            byte[] bytes = last.bytes();
            if (bytes != null && bytes.length > 0) {
                some.add(torn(last.at(), bytes, random));
            }
        }
        return some;
    }

    /** Cut, or as long as it was with zeros where its end belongs. */
    private static Change torn(long at, byte[] bytes, Random random) {
        byte[] beginning = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        return new Change(at, random.nextBoolean() ? beginning : Arrays.copyOf(beginning, bytes.length));
    }

    private static byte[] content(Node file, List<Change> changes) {
        byte[] content = file.bytes;
        for (Change change : changes) {
            int at = Math.toIntExact(change.at());
            byte[] bytes = change.bytes();
            if (bytes == null) {
                content = at < content.length ? Arrays.copyOf(content, at) : content;
            } else {
                content = Arrays.copyOf(content, Math.max(content.length, at + bytes.length));
                System.arraycopy(bytes, 0, content, at, bytes.length);
            }
        }
        return content;
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
