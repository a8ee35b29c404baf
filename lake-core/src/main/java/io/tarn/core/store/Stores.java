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
            throw new UnsupportedOperationException();
        }
        throw new TarnException(
                ExitCode.CONFIGURATION,
                "Store '" + location.uri() + "' cannot be opened",
                "only directories are supported by this version",
                "Use a directory as 'lake' and 'state'");
    }

    /** The location of a local directory. */
    public static StoreLocation local(Path directory) {
        return new StoreLocation(directory.toAbsolutePath().normalize().toUri().toString());
    }
}
