package io.tarn.aws.s3;

import io.tarn.aws.servers.S3Server;
import io.tarn.core.store.ObjectStore;
import io.tarn.core.store.ObjectStoreContract;
import io.tarn.core.store.Stores;
import org.junit.jupiter.api.BeforeAll;

/** The store's contract on a real server. */
class S3StoreIT extends ObjectStoreContract {
    private static S3Server server;
    private String root;

    @BeforeAll
    static void start() {
        server = S3Server.shared();
    }

    @Override
    protected ObjectStore open() {
        if (root == null) {
            root = server.newBucket() + "/some/prefix";
        }
        return Stores.open(server.location(root));
    }
}
