package io.tarn.aws.s3;

import io.tarn.aws.client.AwsFailure;
import io.tarn.core.ExitCode;
import io.tarn.core.TarnException;
import io.tarn.core.store.BucketAccess;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.StoreException;
import io.tarn.core.store.StoreLocation;
import io.tarn.core.store.StoreOpener;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Opens {@code s3://bucket/prefix}. */
public final class S3Opener implements StoreOpener {
    private static final Pattern URI = Pattern.compile("s3://([^/]+)(/.*)?");

    @Override
    public String scheme() {
        return "s3";
    }

    @Override
    public ObjectStore open(StoreLocation location) {
        Matcher uri = URI.matcher(location.uri());
        if (!uri.matches()) {
            throw new TarnException(
                    ExitCode.CONFIGURATION,
                    "Store '" + location.uri() + "' cannot be opened",
                    "it names no bucket",
                    "Write 's3://bucket/prefix'");
        }
        @Nullable BucketAccess given = location.bucket();
        BucketAccess access = given == null ? BucketAccess.DEFAULT : given;
        return new S3Store(new Bucket(location, uri.group(1), prefix(uri.group(2)), access, clients(location, access)));
    }

    private static String prefix(@Nullable String path) {
        if (path == null || path.length() <= 1) {
            return "";
        }
        return path.endsWith("/") ? path.substring(1) : path.substring(1) + "/";
    }

    private static S3Clients clients(StoreLocation location, BucketAccess access) {
        try {
            return S3Clients.of(access);
        } catch (SdkException e) {
            AwsFailure failure = AwsFailure.of(e, access.aws());
            throw new StoreException(
                    failure.code(), location.uri() + " cannot be opened", failure.why(), failure.todo(), e);
        }
    }
}
