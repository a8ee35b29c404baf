package io.tarn.aws.s3;

import io.tarn.core.store.ObjectStat;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A listing, page by page as it is read. Not thread-safe. */
final class S3Listing implements Iterator<ObjectStat> {
    private final Bucket bucket;
    private final String prefix;
    private ListObjectsV2Response page;
    private Iterator<S3Object> objects;
    private @Nullable ObjectStat next;

    S3Listing(Bucket bucket, String prefix, String startAfter) {
        this.bucket = bucket;
        this.prefix = prefix;
        this.page = ask(ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(bucket.prefix() + prefix)
                .startAfter(startAfter.isEmpty() ? null : bucket.prefix() + startAfter)
                .build());
        this.objects = page.contents().iterator();
        advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ObjectStat next() {
        ObjectStat result = next;
        if (result == null) {
            throw new NoSuchElementException();
        }
        advance();
        return result;
    }

    private void advance() {
        next = null;
        while (next == null && (objects.hasNext() || turn())) {
            if (objects.hasNext()) {
                next = stat(objects.next());
            }
        }
    }

    private boolean turn() {
        if (!Boolean.TRUE.equals(page.isTruncated())) {
            return false;
        }
        String token = page.nextContinuationToken();
        page = ask(ListObjectsV2Request.builder()
                .bucket(bucket.name())
                .prefix(bucket.prefix() + prefix)
                .continuationToken(token)
                .build());
        objects = page.contents().iterator();
        return true;
    }

    /**
     * Null for the marker of a folder, as consoles make them: it is no object, and no key of the port's could read it.
     */
    private @Nullable ObjectStat stat(S3Object object) {
        boolean isMarker = object.key().endsWith("/") && object.size() == 0;
        return isMarker ? null : new ObjectStat(bucket.relative(object.key()), object.size(), object.lastModified());
    }

    private ListObjectsV2Response ask(ListObjectsV2Request request) {
        return bucket.failures()
                .during(
                        Action.LIST,
                        "listed" + (prefix.isEmpty() ? "" : " at '" + prefix + "'"),
                        "",
                        () -> bucket.clients().retrying().listObjectsV2(request));
    }
}
