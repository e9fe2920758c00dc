[assembly: TestFramework("FencyGrid.Compliance.Postgres.SkippingTestFramework", "FencyGrid.Compliance")]
