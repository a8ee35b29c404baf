package io.tarn.aws.servers;

import io.tarn.core.store.AwsAccess;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.glue.GlueClient;

/**
 * A Glue server (moto, brought nearer to Amazon's) on loopback; one for each JVM, started when first asked for and
 * ended with it. Thread-safe.
 */
public final class GlueServer {
    private static final String REGION = "us-east-1";

    private final AtomicInteger made = new AtomicInteger();
    private final int port;
    private final GlueClient client;

    private GlueServer() throws IOException {
        this.port = Servers.freePort();
        Servers.start("glue", port);
        // It takes any key, but the SDK must have one.
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        this.client = GlueClient.builder()
                .endpointOverride(URI.create(endpoint()))
                .region(Region.of(REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .build();
    }

    private static final class Shared {
        static final GlueServer SERVER = begin();

        private static GlueServer begin() {
            try {
                return new GlueServer();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The server of this JVM; where it cannot be installed the test is skipped, but with CI=true it fails. */
    public static GlueServer shared() {
        Servers.install("moto");
        return Shared.SERVER;
    }

    public String endpoint() {
        return "http://127.0.0.1:" + port;
    }

    /** How it is reached. */
    public AwsAccess access() {
        return new AwsAccess(REGION, null, null, endpoint());
    }

    /** A client past all that is tested: what somebody else does. */
    public GlueClient somebody() {
        return client;
    }

    /** A name that no database has yet. */
    public String newDatabase() {
        return "database_" + made.incrementAndGet();
    }
}
