package io.tarn.core.store;

import io.tarn.core.ExitCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Says what a failure of the file system means for the one who asked. */
final class LocalFailures {
    private LocalFailures() {}

    /**
     * Runs a call of the local store.
     *
     * @param verb what is done to the key, as "created"
     */
    static <T> T during(String verb, String key, StoreLocation at, IoCall<T> call) {
        try {
            return call.call();
        } catch (IOException e) {
            throw failure(verb, key, at, e);
        }
    }

    static StoreException failure(String verb, String key, StoreLocation at, IOException e) {
        String problem = "Object '" + key + "' in " + at.uri() + " cannot be " + verb;
        String said = reason(e);
        String lower = said.toLowerCase(Locale.ROOT);
        if (e instanceof AccessDeniedException || lower.contains("permission denied")) {
            return new StoreException(
                    ExitCode.DENIED,
                    problem,
                    "the file system denies access to " + file(e, at),
                    "Check its owner and mode",
                    e);
        }
        if (lower.contains("no space left") || lower.contains("quota exceeded")) {
            return new StoreException(
                    ExitCode.UNEXPECTED,
                    problem,
                    "the disk is full (" + said + ")",
                    "Free some space and run the same command again; nothing half-written is visible",
                    e);
        }
        if (lower.contains("read-only file system")) {
            return new StoreException(
                    ExitCode.DENIED, problem, "the file system is mounted read-only", "Mount it for writing", e);
        }
        return new StoreException(
                ExitCode.UNEXPECTED,
                problem,
                "the file system says: " + e.getClass().getSimpleName() + ", " + said,
                "Check the disk and run the same command again",
                e);
    }

    /** The answer if the failure says that there is no such file; otherwise the failure. */
    static <T> T absent(FileSystemException e, T answer) throws FileSystemException {
        if (e instanceof NoSuchFileException || reason(e).equals("Not a directory")) {
            return answer;
        }
        throw e;
    }

    private static String reason(IOException e) {
        @Nullable String reason = e instanceof FileSystemException f ? f.getReason() : null;
        @Nullable String said = reason == null ? e.getMessage() : reason;
        return said == null ? "no reason given" : said;
    }

    private static String file(IOException e, StoreLocation at) {
        @Nullable String file = e instanceof FileSystemException f ? f.getFile() : null;
        return file == null ? at.uri() : file;
    }
}
