package io.tarn.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts in the folder of a staged upload. A part's number, size and tag are its file's name, so that they hold even
 * where a completion was killed while it gathered the parts. The caller holds the upload's lock wherever something
 * changes.
 */
final class LocalParts {
    /** As in S3, so that what works here works there. */
    static final long LEAST_PART = 5 << 20;

    private static final Pattern NAME = Pattern.compile("part-(\\d{5})-(\\d+)-([0-9a-f]{8})");

    private LocalParts() {}

    /** The parts by number. */
    static List<PartTag> list(Path upload) throws IOException {
        List<PartTag> parts = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(upload, "part-*")) {
            for (Path name : names) {
                Matcher m = NAME.matcher(String.valueOf(name.getFileName()));
                if (m.matches()) {
                    parts.add(new PartTag(Integer.parseInt(m.group(1)), m.group(3), Long.parseLong(m.group(2))));
                }
            }
        }
        parts.sort(Comparator.comparingInt(PartTag::number));
        return List.copyOf(parts);
    }

    /** Takes a forced file as a part, in place of another of the same number. */
    static void keep(Path upload, PartTag part, Path written) throws IOException {
        for (PartTag known : list(upload)) {
            if (known.number() == part.number()) {
                Files.deleteIfExists(upload.resolve(name(known)));
            }
        }
        Files.move(written, upload.resolve(name(part)), StandardCopyOption.ATOMIC_MOVE);
        LocalFiles.force(upload);
    }

    /** Why no object can be made of these parts; empty if it can. */
    static Optional<String> refusal(Path upload, List<PartTag> parts) throws IOException {
        if (parts.isEmpty()) {
            return Optional.of("it is to be completed without any part");
        }
        int before = 0;
        for (int i = 0; i < parts.size(); i++) {
            PartTag part = parts.get(i);
            if (part.number() <= before) {
                return Optional.of("its parts are not in the order of their numbers");
            }
            before = part.number();
            if (i < parts.size() - 1 && part.size() < LEAST_PART) {
                return Optional.of("part " + part.number() + " has " + part.size()
                        + " bytes, and all but the last need " + LEAST_PART);
            }
            Path file = upload.resolve(name(part));
            if (!Files.isRegularFile(file) || Files.size(file) < part.size()) {
                return Optional.of("part " + part.number() + " with tag " + part.tag() + " and " + part.size()
                        + " bytes is not there");
            }
        }
        return Optional.empty();
    }

    /** One file of all parts: the first with the others behind it, so that a single part is never copied. */
    static Path gather(Path upload, List<PartTag> parts) throws IOException {
        Path whole = upload.resolve(name(parts.get(0)));
        if (parts.size() == 1 && Files.size(whole) == parts.get(0).size()) {
            return whole;
        }
        try (FileChannel out = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            // A completion that was killed here may have appended some before.
            out.truncate(parts.get(0).size());
            out.position(parts.get(0).size());
            for (PartTag part : parts.subList(1, parts.size())) {
                LocalFiles.append(upload.resolve(name(part)), part.size(), out);
            }
            out.force(true);
        }
        return whole;
    }

    private static String name(PartTag part) {
        return String.format(Locale.ROOT, "part-%05d-%d-%s", part.number(), part.size(), part.tag());
    }
}
