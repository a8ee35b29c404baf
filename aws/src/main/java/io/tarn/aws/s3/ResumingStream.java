package io.tarn.aws.s3;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * An object from its beginning, asked for again from where the connection broke: a reader may take its time between two
 * reads, and the server does not wait for ever. It is always the same object, or the stream fails. Not thread-safe.
 */
final class ResumingStream extends InputStream {
    private static final int MOST_BREAKS = 5;

    private final S3Client client;
    private final GetObjectRequest request;
    private final String version;
    private final long size;
    private ResponseInputStream<GetObjectResponse> in;
    private long position;
    private int breaks;

    ResumingStream(S3Client client, GetObjectRequest request) {
        this.client = client;
        this.request = request;
        this.in = client.getObject(request);
        this.version = in.response().eTag();
        this.size = in.response().contentLength();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        while (true) {
            try {
                int n = in.read(bytes, offset, length);
                if (n < 0 && position < size) {
                    throw new IOException("the answer ended after " + position + " of " + size + " bytes");
                }
                position += Math.max(n, 0);
                return n;
            } catch (IOException e) {
                // All bytes are there: it is their checksum that does not fit.
                if (++breaks > MOST_BREAKS || position == size) {
                    throw e;
                }
                resume(e);
            }
        }
    }

    private void resume(IOException broken) throws IOException {
        in.abort();
        try {
            in = client.getObject(request.toBuilder()
                    .range("bytes=" + position + "-")
                    .ifMatch(version)
                    .build());
        } catch (SdkException e) {
            broken.addSuppressed(e);
            throw broken;
        }
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    /** Gives the connection back where the object was read to its end; else it is closed, and the rest never read. */
    @Override
    public void close() throws IOException {
        if (position == size) {
            in.close();
        } else {
            in.abort();
        }
    }
}
