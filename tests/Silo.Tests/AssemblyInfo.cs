[assembly: TestFramework("FencyGrid.Compliance.Postgres.SkippingTestFramework", "FencyGrid.Compliance")]

// Silos watch each other; several clusters at once on a small machine would find each other dead for want of processor time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
