package io.tarn.core.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Walks a directory in key order, one folder at a time. A folder sorts as its name with a '/' behind it, because that
 * is how its objects' keys go on: {@code a-b} comes before {@code a/b}. Links to directories are not followed.
 */
final class LocalListing implements Iterator<ObjectStat> {
    private final LocalRoot root;
    private final String prefix;
    private final String startAfter;
    private final Deque<Iterator<Entry>> open = new ArrayDeque<>();
    private @Nullable ObjectStat next;

    /** @param key with a closing '/' if it is a folder's */
    private record Entry(String key, Path path, @Nullable ObjectStat file) {}

    LocalListing(LocalRoot root, String prefix, String startAfter) {
        this.root = root;
        this.prefix = prefix;
        this.startAfter = startAfter;
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        if (!KeyRules.beginsNone(prefix) && folder.indexOf('\0') < 0) {
            open.push(children(folder, root.root().resolve(folder)).iterator());
        }
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ObjectStat next() {
        ObjectStat result = next;
        if (result == null) {
            throw new NoSuchElementException();
        }
        advance();
        return result;
    }

    private void advance() {
        next = null;
        while (next == null && !open.isEmpty()) {
            Iterator<Entry> entries = open.peek();
            if (!entries.hasNext()) {
                open.pop();
                continue;
            }
            Entry entry = entries.next();
            if (entry.file() == null) {
                open.push(children(entry.key(), entry.path()).iterator());
            } else {
                next = entry.file();
            }
        }
    }

    private List<Entry> children(String folder, Path path) {
        if (LocalRoot.isOwn(path)) {
            return Collections.emptyList();
        }
        return LocalFailures.during("listed", folder, root.location(), () -> {
            List<Entry> entries = new ArrayList<>();
            try (DirectoryStream<Path> names = Files.newDirectoryStream(path)) {
                for (Path child : names) {
                    add(entries, folder + child.getFileName(), child);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            } catch (NoSuchFileException | NotDirectoryException gone) {
                return Collections.emptyList();
            }
            entries.sort(Comparator.comparing(Entry::key, KeyOrder.INSTANCE));
            return entries;
        });
    }

    private void add(List<Entry> entries, String key, Path path) throws IOException {
        // Before the file system is asked anything, because a folder may hold many that nobody wants.
        boolean asFile = key.startsWith(prefix) && KeyOrder.INSTANCE.compare(key, startAfter) > 0;
        String below = key + "/";
        boolean asFolder = (below.startsWith(prefix) || prefix.startsWith(below))
                && (startAfter.startsWith(below) || KeyOrder.INSTANCE.compare(below, startAfter) > 0);
        if (!asFile && !asFolder) {
            return;
        }
        try {
            BasicFileAttributes found =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isDirectory()) {
                if (asFolder) {
                    entries.add(new Entry(below, path, null));
                }
                return;
            }
            BasicFileAttributes file =
                    found.isSymbolicLink() ? Files.readAttributes(path, BasicFileAttributes.class) : found;
            if (asFile && file.isRegularFile()) {
                entries.add(new Entry(key, path, LocalStore.stat(key, file)));
            }
        } catch (NoSuchFileException gone) {
            // Deleted since the folder was read: a listing may leave it out.
            return;
        }
    }
}
