package io.tarn.core.store;

import io.tarn.core.ExitCode;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The directory of a local store: from keys to paths, and the adapter's own folder.
 *
 * <p>Unfinished uploads, temporary files and locks lie in {@code {root}/_tarn/local/root}, or in
 * {@code {root}/local/state} where the root is itself the {@code _tarn} of a lake: beside the objects (a hard link
 * needs one file system), outside every collection's folder (DuckDB and others glob names that begin with '_' or '.'),
 * and never listed by any store around it.
 */
final class LocalRoot {
    private static final String STATE = "_tarn";
    private static final String OWN = "local";

    private final Path root;
    private final StoreLocation location;

    LocalRoot(Path root) {
        this.root = root.toAbsolutePath().normalize();
        this.location = Stores.local(root);
    }

    Path root() {
        return root;
    }

    StoreLocation location() {
        return location;
    }

    /** Where the adapter works; a lake and the state inside of it share the folder above. */
    Path own() {
        return isState(root)
                ? root.resolve(OWN).resolve("state")
                : root.resolve(STATE).resolve(OWN).resolve("root");
    }

    /** True for the folder of this adapter or of one whose root lies within this one. */
    static boolean isOwn(Path folder) {
        Path parent = folder.getParent();
        return OWN.equals(name(folder)) && parent != null && isState(parent);
    }

    /** The file of a key, which must be legal. */
    Path path(String key) {
        try {
            String refused = refusal(key);
            if (refused == null) {
                return root.resolve(key);
            }
            throw illegal(key, refused, null);
        } catch (InvalidPathException e) {
            throw illegal(key, "the file system has no such name (" + e.getReason() + ")", e);
        }
    }

    private @Nullable String refusal(String key) {
        String refused = KeyRules.refusal(key);
        if (refused != null) {
            return refused;
        }
        Path at = root;
        for (String part : key.split("/", -1)) {
            at = at.resolve(part);
            if (isOwn(at)) {
                return "the folder " + STATE + "/" + OWN + " belongs to the store itself";
            }
        }
        return null;
    }

    private StoreException illegal(String key, String why, @Nullable Throwable cause) {
        return new StoreException(
                ExitCode.UNEXPECTED,
                "Key '" + key + "' is not legal in " + location.uri(),
                why,
                "Please report this, with the command",
                cause);
    }

    private static boolean isState(Path folder) {
        return STATE.equals(name(folder));
    }

    private static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }
}
