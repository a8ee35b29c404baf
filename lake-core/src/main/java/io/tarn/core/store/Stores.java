package io.tarn.core.store;

import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/** Opens the adapter of a location. */
public final class Stores {
    private static final ConcurrentMap<String, Function<StoreLocation, ObjectStore>> ADAPTERS =
            new ConcurrentHashMap<>(Map.of("file", location -> directory(Path.of(URI.create(location.uri())))));

    private Stores() {}

    /** The store at a location; cheap, and safe to call in every task. */
    public static ObjectStore open(StoreLocation location) {
        String scheme = location.scheme();
        return ADAPTERS.computeIfAbsent(scheme, Stores::find).apply(location);
    }

    private static Function<StoreLocation, ObjectStore> find(String scheme) {
        // The loader of these classes: a Spark task's own may be that of Spark, which has no job jar.
        for (StoreOpener opener : ServiceLoader.load(StoreOpener.class, Stores.class.getClassLoader())) {
            if (opener.scheme().equals(scheme)) {
                return opener::open;
            }
        }
        throw new TarnException(
                ExitCode.CONFIGURATION,
                "'" + scheme + "' stores cannot be opened",
                "no part of this program knows them",
                "Use a directory, or 's3://bucket/prefix' with the module 'aws' on the class path");
    }

    /** The store in a directory, which is reached through the path's own file system. */
    public static ObjectStore directory(Path directory) {
        return new LocalStore(directory);
    }

    /**
     * From now on opens the locations of a scheme with another adapter, in this whole process: for harnesses whose
     * stores fail, in the tasks of an engine too.
     */
    public static void adapt(String scheme, Function<StoreLocation, ObjectStore> adapter) {
        ADAPTERS.put(scheme, adapter);
    }

    /** The directory of a location, for what reads files past the store; refused where there is none. */
    public static Path path(StoreLocation location) {
        if (!location.scheme().equals("file")) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "'" + location.uri() + "' cannot be read by this command",
                    "it reads directories only in this version",
                    "Ask an engine that reads S3, as Athena, Trino or Spark");
        }
        return Path.of(URI.create(location.uri()));
    }

    /** The location of a local directory. */
    public static StoreLocation local(Path directory) {
        String uri = directory.toAbsolutePath().normalize().toUri().toString();
        // Path gives a closing slash to directories that exist; one directory must have one location.
        return new StoreLocation(
                uri.endsWith("/") && uri.length() > "file:///".length() ? uri.substring(0, uri.length() - 1) : uri);
    }
}
