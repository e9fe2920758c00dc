namespace FencyGrid.Silo.Faults;

public static class FaultRunDefaults
{
    public static string Program => typeof(Api.ApiHost).Assembly.Location;
}
