package io.tarn.core.store;

import io.tarn.core.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Staged uploads: a folder each, with the key in a file and the {@link LocalParts} beside it. Whoever changes one holds
 * its lock.
 */
final class LocalUploads implements UploadStager {
    private static final int MOST_PARTS = 10_000;
    private static final String KEY = "key";
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
        LocalParts.keep(upload, part, written);
        return true;
    }

    @Override
    public Optional<List<PartTag>> listParts(String key, String uploadId) {
        Path upload = of(uploadId);
        return LocalFailures.during("looked up", key, root.location(), () -> {
            try {
                return isUploadOf(key, upload) ? Optional.of(LocalParts.list(upload)) : Optional.empty();
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
        if (files.isTaken(target)) {
            return Completion.EXISTS;
        }
        Optional<String> refusal = LocalParts.refusal(upload, parts);
        if (refusal.isPresent()) {
            throw refused(key, uploadId, refusal.get());
        }
        if (!files.place(LocalParts.gather(upload, parts), key, target)) {
            return Completion.EXISTS;
        }
        discard(upload);
        // Else a power failure brings the upload back, and nobody knows any more what it is for.
        LocalFiles.force(folder);
        return Completion.COMPLETED;
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
