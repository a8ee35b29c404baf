package io.tarn.core.config;

import io.tarn.core.TarnException;
import io.tarn.core.store.AwsAccess;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.BucketAccess.Deletion;
import io.tarn.core.store.BucketAccess.Encryption;
import io.tarn.core.store.BucketAccess.Encryption.Kind;
import io.tarn.core.store.StoreLocation;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a place in a bucket and how it is reached. */
final class BucketReader {
    /** As S3 wants it of buckets; dots are legal, though TLS does not like them. */
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
    /** What no reader of the files takes for anything but itself: not a glob, nor a quote, nor half an escape. */
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9._=+@!~-]+");

    private static final Pattern PLACE = Pattern.compile("s3://([^/]*)/?(.*?)/?");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern ROLE = Pattern.compile("arn:[a-z0-9-]+:iam::[0-9]{12}:role/.+");

    private final Section store;

    BucketReader(Section store) {
        this.store = store;
    }

    StoreLocation location(String text) {
        return new StoreLocation(uri(store.place("uri"), text), access());
    }

    private static String uri(Place place, String text) {
        Matcher uri = PLACE.matcher(text);
        if (!uri.matches() || !BUCKET.matcher(uri.group(1)).matches()) {
            throw refused(place, text, "'" + (uri.matches() ? uri.group(1) : "") + "' is no name of a bucket");
        }
        String prefix = uri.group(2);
        for (String folder : prefix.isEmpty() ? new String[0] : prefix.split("/", -1)) {
            if (!FOLDER.matcher(folder).matches() || folder.equals(".") || folder.equals("..")) {
                throw refused(
                        place,
                        text,
                        "'" + folder
                                + "' is no folder that every reader takes as it is: letters, digits and ._=+@!~- are");
            }
        }
        return "s3://" + uri.group(1) + (prefix.isEmpty() ? "" : "/" + prefix);
    }

    private static TarnException refused(Place place, String text, String why) {
        return place.error("'" + text + "' is no place in S3", why, "Write it as s3://bucket/folder");
    }

    private BucketAccess access() {
        AwsAccess aws = aws(store);
        return new BucketAccess(
                aws,
                store.has("path-style") ? store.flag("path-style") : aws.endpoint() != null,
                like("expected-owner", ACCOUNT, "an account has twelve digits, in quotes")
                        .orElse(null),
                encryption(),
                store.has("acl") && store.choice("acl", Map.of("bucket-owner-full-control", true)),
                chosen(
                        "no-delete",
                        Deletion.AUTO,
                        Map.of("auto", Deletion.AUTO, "true", Deletion.NEVER, "false", Deletion.ALLOWED)));
    }

    /** The keys that stores and catalogs have in common. */
    static AwsAccess aws(Section section) {
        return new AwsAccess(
                section.text("region").orElse(null),
                section.text("profile").orElse(null),
                like(section, "assume-role", ROLE, "a role is written as arn:aws:iam::123456789012:role/name")
                        .orElse(null),
                section.has("endpoint") ? section.value("endpoint", BucketReader::endpoint) : null);
    }

    private static String endpoint(String text) {
        try {
            URI uri = URI.create(text);
            @Nullable String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                return text;
            }
        } catch (IllegalArgumentException notEven) {
            // Said below.
        }
        throw new UnfitValueException("it is no URL of a server", "Write it as https://host:port");
    }

    private Encryption encryption() {
        Kind kind = chosen("sse", Kind.BUCKET, Map.of("bucket", Kind.BUCKET, "s3", Kind.S3, "kms", Kind.KMS));
        Optional<String> key = store.text("kms-key");
        if (key.isPresent() && kind != Kind.KMS) {
            throw store.place("kms-key")
                    .error("'kms-key' has no meaning", "'sse' is not kms", "Set 'sse: kms', or remove the key");
        }
        return new Encryption(kind, key.orElse(null));
    }

    private <T> T chosen(String key, T standard, Map<String, T> choices) {
        return store.has(key) ? store.choice(key, choices) : standard;
    }

    private Optional<String> like(String key, Pattern form, String rule) {
        return like(store, key, form, rule);
    }

    private static Optional<String> like(Section section, String key, Pattern form, String rule) {
        if (!section.has(key)) {
            return Optional.empty();
        }
        return Optional.of(section.value(key, text -> {
            if (!form.matcher(text).matches()) {
                throw new UnfitValueException(rule, "Correct it");
            }
            return text;
        }));
    }
}
