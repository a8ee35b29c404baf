package io.tarn.orchestration.demo;

/** How busy the shop is. */
record ShopSize(int viewsPerDay, int ordersPerDay) {
    /** Some 85,000 events: enough to see files and sizes, and done within a minute. */
    static final ShopSize DEMO = new ShopSize(21_000, 3_600);
}
