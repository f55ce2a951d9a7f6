def test_seeds(seeds):
    assert seeds.imported == 2
