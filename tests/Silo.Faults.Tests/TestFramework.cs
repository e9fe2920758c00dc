[assembly: TestFramework("FencyGrid.Compliance.Postgres.SkippingTestFramework", "FencyGrid.Silo.Faults.Tests")]
