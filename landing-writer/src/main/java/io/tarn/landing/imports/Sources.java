package io.tarn.landing.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;

/**
 * The inputs that were named, directories replaced by the files in them, in path order.
 *
 * @param skipped entries of directories whose name begins with '.' or '_'
 */
public record Sources(List<Source> all, long skipped) {
    public Sources {
        all = List.copyOf(all);
    }

    /**
     * Looks at what was named.
     *
     * @param cwd what relative paths are relative to
     * @param named paths, or {@code -} for {@code standardInput}
     */
    public static Sources of(List<String> named, Path cwd, InputStream standardInput) throws IOException {
        Finder finder = new Finder();
        for (String name : named) {
            if (name.equals("-")) {
                finder.found.add(new Source.OfStream(standardInput, "-"));
            } else {
                finder.add(cwd.resolve(name), name);
            }
        }
        return new Sources(finder.found, finder.skipped);
    }

    private static final class Finder {
        private final List<Source> found = new ArrayList<>();
        private long skipped;

        void add(Path path, String shown) throws IOException {
            if (Files.isDirectory(path)) {
                addDirectory(path, shown);
            } else if (Files.isRegularFile(path)) {
                found.add(new Source.OfFile(path, shown));
            } else if (Files.exists(path)) {
                addPipe(path, shown);
            } else {
                found.add(new Source.Unreadable(shown, "there is no such file"));
            }
        }

        private void addPipe(Path path, String shown) {
            try {
                found.add(new Source.OfStream(Files.newInputStream(path), shown));
            } catch (IOException e) {
                found.add(new Source.Unreadable(shown, words(e)));
            }
        }

        private void addDirectory(Path directory, String shown) throws IOException {
            List<Source> inside = new ArrayList<>();
            Files.walkFileTree(
                    directory, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(Path entry, BasicFileAttributes attributes) {
                            boolean skip = !entry.equals(directory) && isSkipped(entry);
                            return skip ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFile(Path entry, BasicFileAttributes attributes) {
                            if (!isSkipped(entry) && attributes.isRegularFile()) {
                                inside.add(new Source.OfFile(entry, name(entry)));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path entry, IOException why) {
                            if (!isSkipped(entry)) {
                                inside.add(new Source.Unreadable(name(entry), words(why)));
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        private String name(Path entry) {
                            String inner = directory.relativize(entry).toString();
                            return shown.endsWith("/") ? shown + inner : shown + "/" + inner;
                        }
                    });
            inside.sort(Comparator.comparing(Source::shown));
            found.addAll(inside);
        }

        private boolean isSkipped(Path entry) {
            String name = String.valueOf(entry.getFileName());
            boolean skip = name.startsWith(".") || name.startsWith("_");
            skipped += skip ? 1 : 0;
            return skip;
        }
    }

    static String words(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        if (e instanceof java.nio.file.AccessDeniedException) {
            return "permission is denied";
        }
        if (e instanceof java.nio.file.FileSystemLoopException) {
            return "a link leads back to a folder above it";
        }
        return String.valueOf(e.getMessage());
    }
}
