package io.tarn.orchestration.demo;

import java.util.List;
import java.util.Random;

/** What the shop sells. */
final class Catalogue {
    /** Prices are in cents. */
    record Article(String sku, String name, long price) {}

    private static final List<Article> ARTICLES = List.of(
            new Article("TENT-2P", "Tent for two", 18_900),
            new Article("TENT-4P", "Tent for four", 32_900),
            new Article("BAG-DOWN", "Down sleeping bag", 24_950),
            new Article("BAG-LIGHT", "Summer sleeping bag", 7_990),
            new Article("STOVE-GAS", "Gas stove", 4_490),
            new Article("STOVE-FUEL", "Petrol stove \"Glöd\"", 11_900),
            new Article("LAMP-HEAD", "Head lamp", 3_495),
            new Article("LAMP-CAMP", "Camping lamp", 2_795),
            new Article("ROPE-60", "Rope, 60 m", 15_900),
            new Article("MAP-TATRA", "Map of the Tatra (Morskie Oko, Štrbské pleso)", 1_250),
            new Article("SOCKS-W", "Woollen socks", 1_890),
            new Article("BAR-NUT", "Nut bar", 229));

    private Catalogue() {}

    static Article any(Random random) {
        return ARTICLES.get(random.nextInt(ARTICLES.size()));
    }
}
