package io.tarn.core.store;

import io.tarn.core.ExitCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Staged uploads: a folder each, with the key in a file and the parts beside it. A part's number, size and tag are its
 * name, so that they hold even where a completion was killed while it gathered the parts.
 */
final class LocalUploads implements UploadStager {
    /** As in S3, so that what works here works there. */
    static final long LEAST_PART = 5 << 20;

    private static final int MOST_PARTS = 10_000;
    private static final String KEY = "key";
    private static final Pattern PART = Pattern.compile("part-(\\d{5})-(\\d+)-([0-9a-f]{8})");
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    private final LocalRoot root;
    private final LocalFiles files;
    private final LocalLocks locks;
    private final Path folder;

    LocalUploads(LocalRoot root, LocalFiles files, LocalLocks locks) {
        this.root = root;
        this.files = files;
        this.locks = locks;
        this.folder = root.own().resolve("uploads");
    }

    @Override
    public String begin(String key) {
        root.path(key);
        String id = UUID.randomUUID().toString();
        return LocalFailures.during("begun", key, root.location(), () -> {
            files.folder(folder);
            Path made = Files.createDirectory(files.temporary());
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            Path name = files.write(bytes, 0, bytes.length);
            Files.move(name, made.resolve(KEY), StandardCopyOption.ATOMIC_MOVE);
            LocalFiles.force(made);
            Files.move(made, folder.resolve(id), StandardCopyOption.ATOMIC_MOVE);
            LocalFiles.force(folder);
            return id;
        });
    }

    @Override
    public PartTag writePart(String key, String uploadId, int number, byte[] bytes, int offset, int length) {
        if (number < 1 || number > MOST_PARTS) {
            throw refused(key, uploadId, "part " + number + " is not between 1 and " + MOST_PARTS);
        }
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        String tag = HexFormat.of().toHexDigits((int) crc.getValue());
        PartTag part = new PartTag(number, tag, length);
        Path upload = of(uploadId);
        return LocalFailures.during("staged", key, root.location(), () -> {
            Path written = files.write(bytes, offset, length);
            boolean there = locks.holding(LocalLocks.Kind.UPLOAD, uploadId, () -> keep(key, upload, part, written));
            if (!there) {
                Files.deleteIfExists(written);
                throw refused(key, uploadId, "there is no such upload; it was completed or aborted");
            }
            return part;
        });
    }

    private boolean keep(String key, Path upload, PartTag part, Path written) throws IOException {
        if (!isUploadOf(key, upload)) {
            return false;
        }
        for (PartTag known : parts(upload)) {
            if (known.number() == part.number()) {
                Files.deleteIfExists(upload.resolve(name(known)));
            }
        }
        Files.move(written, upload.resolve(name(part)), StandardCopyOption.ATOMIC_MOVE);
        LocalFiles.force(upload);
        return true;
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        Path upload = of(uploadId);
        return LocalFailures.during("looked up", key, root.location(), () -> {
            try {
                return isUploadOf(key, upload) ? Optional.of(parts(upload)) : Optional.empty();
            } catch (NoSuchFileException | NotDirectoryException gone) {
                return Optional.empty();
            }
        });
    }

    @Override
    public Completion complete(String key, String uploadId, List<PartTag> parts) {
        Path target = root.path(key);
        Path upload = of(uploadId);
        return LocalFailures.during(
                "completed",
                key,
                root.location(),
                () -> locks.holding(
                        LocalLocks.Kind.UPLOAD, uploadId, () -> complete(key, uploadId, upload, target, parts)));
    }

    private Completion complete(String key, String uploadId, Path upload, Path target, List<PartTag> parts)
            throws IOException {
        if (!isUploadOf(key, upload)) {
            return Completion.GONE;
        }
        // Not only to save work: a first part that was linked to the key before the process was killed is the object
        // now.
        if (Files.isRegularFile(target)) {
            return Completion.EXISTS;
        }
        check(key, uploadId, upload, parts);
        if (!files.place(gather(upload, parts), key, target)) {
            return Completion.EXISTS;
        }
        discard(upload);
        return Completion.COMPLETED;
    }

    private void check(String key, String uploadId, Path upload, List<PartTag> parts) throws IOException {
        if (parts.isEmpty()) {
            throw refused(key, uploadId, "it is to be completed without any part");
        }
        int before = 0;
        for (int i = 0; i < parts.size(); i++) {
            PartTag part = parts.get(i);
            if (part.number() <= before) {
                throw refused(key, uploadId, "its parts are not in the order of their numbers");
            }
            before = part.number();
            if (i < parts.size() - 1 && part.size() < LEAST_PART) {
                throw refused(
                        key,
                        uploadId,
                        "part " + part.number() + " has " + part.size() + " bytes, and all but the last need "
                                + LEAST_PART);
            }
            Path file = upload.resolve(name(part));
            if (!Files.isRegularFile(file) || Files.size(file) < part.size()) {
                throw refused(
                        key,
                        uploadId,
                        "part " + part.number() + " with tag " + part.tag() + " and " + part.size()
                                + " bytes is not there");
            }
        }
    }

    /** One file of all parts: the first with the others behind it, so that a single part is never copied. */
    private static Path gather(Path upload, List<PartTag> parts) throws IOException {
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

    @Override
    public void abort(String key, String uploadId) {
        Path upload = of(uploadId);
        LocalFailures.during(
                "aborted",
                key,
                root.location(),
                () -> locks.holding(LocalLocks.Kind.UPLOAD, uploadId, () -> {
                    if (isUploadOf(key, upload)) {
                        discard(upload);
                        LocalFiles.force(folder);
                    }
                    return true;
                }));
    }

    /** Gone at once, deleted file by file: an upload never has only some of its parts. */
    private void discard(Path upload) throws IOException {
        Path away = files.temporary();
        Files.move(upload, away, StandardCopyOption.ATOMIC_MOVE);
        LocalFiles.remove(away);
    }

    @Override
    public List<UnfinishedUpload> listUnfinished(String prefix) {
        return LocalFailures.during("listed", prefix, root.location(), () -> {
            List<UnfinishedUpload> found = new ArrayList<>();
            try (DirectoryStream<Path> uploads = Files.newDirectoryStream(folder)) {
                for (Path upload : uploads) {
                    read(upload).filter(u -> u.key().startsWith(prefix)).ifPresent(found::add);
                }
            } catch (NoSuchFileException none) {
                return List.of();
            }
            found.sort(Comparator.comparing(UnfinishedUpload::key, KeyOrder.INSTANCE)
                    .thenComparing(UnfinishedUpload::uploadId));
            return List.copyOf(found);
        });
    }

    private static Optional<UnfinishedUpload> read(Path upload) throws IOException {
        Path key = upload.resolve(KEY);
        try {
            return Optional.of(new UnfinishedUpload(
                    Files.readString(key),
                    String.valueOf(upload.getFileName()),
                    Files.getLastModifiedTime(key).toInstant()));
        } catch (NoSuchFileException | NotDirectoryException gone) {
            return Optional.empty();
        }
    }

    private static boolean isUploadOf(String key, Path upload) throws IOException {
        return read(upload).filter(u -> u.key().equals(key)).isPresent();
    }

    private static List<PartTag> parts(Path upload) throws IOException {
        List<PartTag> parts = new ArrayList<>();
        try (DirectoryStream<Path> names = Files.newDirectoryStream(upload, "part-*")) {
            for (Path name : names) {
                Matcher m = PART.matcher(String.valueOf(name.getFileName()));
                if (m.matches()) {
                    parts.add(new PartTag(Integer.parseInt(m.group(1)), m.group(3), Long.parseLong(m.group(2))));
                }
            }
        }
        parts.sort(Comparator.comparingInt(PartTag::number));
        return List.copyOf(parts);
    }

    private static String name(PartTag part) {
        return String.format(Locale.ROOT, "part-%05d-%d-%s", part.number(), part.size(), part.tag());
    }

    private Path of(String uploadId) {
        // Ids come back from heads and logs: what is no id of ours is no path either.
        return folder.resolve(ID.matcher(uploadId).matches() ? uploadId : "none");
    }

    private StoreException refused(String key, String uploadId, String why) {
        return new StoreException(
                ExitCode.INTEGRITY,
                "Upload " + uploadId + " of '" + key + "' in " + root.location().uri() + " cannot go on",
                why,
                "Run the same command again; it stages the file anew",
                null);
    }
}
