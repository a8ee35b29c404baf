package io.tarn.core.config;

import io.tarn.core.TarnException;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.Stores;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads where things are: lake and state, in directories or buckets, and the spool. */
final class StoreReader {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");

    private final Map<String, String> env;

    StoreReader(Map<String, String> env) {
        this.env = env;
    }

    /** The store that a {@link ConfigSection#STORE} section describes. */
    StoreLocation location(Section store, String name) {
        String uri = store.text("uri")
                .orElseThrow(() -> store.missing("uri", "'" + name + "' is somewhere else then", "Add it"));
        if (uri.startsWith("s3:")) {
            return new BucketReader(store).location(uri);
        }
        Path directory = directory(store.place("uri"), uri);
        for (String key : store.keys()) {
            if (!key.equals("uri")) {
                throw store.place(key)
                        .error(
                                "'" + name + "." + key + "' has no meaning",
                                "'" + name + "' is a directory, and the key is for S3",
                                "Remove it");
            }
        }
        return Stores.local(directory);
    }

    /** Where everything but the published files is, if nobody says: outside of every collection's folder. */
    static StoreLocation state(StoreLocation lake) {
        return isDirectory(lake) ? Stores.local(path(lake).resolve("_tarn")) : lake.below("_tarn");
    }

    /** Where landing keeps what it took, if nobody says. */
    Path spool(Section root, StoreLocation state) {
        if (isDirectory(state)) {
            return path(state).resolve("spool");
        }
        @Nullable String base = env.get("XDG_STATE_HOME");
        if (base != null && Path.of(base).isAbsolute()) {
            return Path.of(base, "tarn", "spool");
        }
        @Nullable String home = env.get("HOME");
        if (home == null) {
            throw root.missing(
                    "spool", "there is no HOME that could have it", "Add it; it is a directory of this machine");
        }
        return Path.of(home, ".local", "state", "tarn", "spool");
    }

    static boolean isDirectory(StoreLocation location) {
        return location.scheme().equals("file");
    }

    /** A directory's path or file: URI, relative to where it is written. */
    Path directory(Place place, String text) {
        Matcher scheme = SCHEME.matcher(text);
        if (scheme.matches()) {
            return ofScheme(place, text, scheme.group(1).toLowerCase(Locale.ROOT));
        }
        try {
            return checked(place, text, place.base().resolve(home(text)));
        } catch (InvalidPathException e) {
            throw place.error("'" + text + "' is no directory", e.getReason(), "Write its path");
        }
    }

    private static Path ofScheme(Place place, String text, String scheme) {
        if (scheme.equals("s3a") || scheme.equals("s3n")) {
            throw place.error(
                    "'" + text + "' cannot be used",
                    "'" + scheme + "' is Hadoop's name for S3",
                    "Write 's3" + text.substring(scheme.length()) + "'");
        }
        if (!scheme.equals("file")) {
            throw place.error(
                    "'" + text + "' cannot be used",
                    "nothing is known of '" + scheme + "' stores",
                    "Write a directory");
        }
        try {
            return checked(place, text, Path.of(URI.create(text)));
        } catch (IllegalArgumentException e) {
            throw place.error(
                    "'" + text + "' is no directory",
                    String.valueOf(e.getMessage()),
                    "Write file:///path or the path alone");
        }
    }

    private static Path checked(Place place, String text, Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw place.error("'" + text + "' is no directory", "a file of this name exists", "Choose another one");
        }
        return path.toAbsolutePath().normalize();
    }

    private String home(String text) {
        @Nullable String home = env.get("HOME");
        return home != null && text.startsWith("~/") ? home + text.substring(1) : text;
    }

    /** Path of a local location; of a bucket one that begins with its name. */
    static Path path(StoreLocation location) {
        return isDirectory(location)
                ? Stores.path(location)
                : Path.of("/", location.uri().substring("s3://".length()));
    }

    /** Refuses a state among the collections of a lake, where globs would read it, and a lake among the state. */
    static void apart(Place place, StoreLocation lake, StoreLocation state) {
        if (!lake.scheme().equals(state.scheme())) {
            return;
        }
        Path lakePath = path(lake);
        Path statePath = path(state);
        if (statePath.startsWith(lakePath)) {
            Path inside = lakePath.relativize(statePath);
            String first = inside.getName(0).toString();
            if (first.isEmpty() || first.matches("[a-z0-9][a-z0-9_]*")) {
                throw overlap(place, lake, state, "a collection's folder could be there");
            }
        } else if (lakePath.startsWith(statePath)) {
            throw overlap(place, lake, state, "the lake lies within the state");
        }
    }

    private static TarnException overlap(Place place, StoreLocation lake, StoreLocation state, String why) {
        return place.error(
                "lake '" + shown(lake) + "' and state '" + shown(state) + "' overlap",
                why,
                "Leave 'state' out, which makes it '_tarn' in the lake, or choose another place for it");
    }

    private static String shown(StoreLocation location) {
        return isDirectory(location) ? path(location).toString() : location.uri();
    }
}
