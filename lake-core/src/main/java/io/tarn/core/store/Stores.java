package io.tarn.core.store;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.net.URI;
import java.nio.file.Path;

/** Opens the adapter of a location. */
public final class Stores {
    private Stores() {}

    /** The store at a location; cheap, and safe to call in every task. */
    public static ObjectStore open(StoreLocation location) {
        URI uri = URI.create(location.uri());
        if ("file".equals(uri.getScheme())) {
            return new LocalStore(Path.of(uri));
        }
        throw new TarnException(
                ExitCode.CONFIGURATION,
                "Store '" + location.uri() + "' cannot be opened",
                "only directories are supported by this version",
                "Use a directory as 'lake' and 'state'");
    }

    /** The location of a local directory. */
    public static StoreLocation local(Path directory) {
        String uri = directory.toAbsolutePath().normalize().toUri().toString();
        // Path gives a closing slash to directories that exist; one directory must have one location.
        return new StoreLocation(
                uri.endsWith("/") && uri.length() > "file:///".length() ? uri.substring(0, uri.length() - 1) : uri);
    }
}
