using System.Reflection;
using System.Text.Json;
using FencyGrid.Client.Wire;
using FencyGrid.Contracts;

namespace FencyGrid.Silo.Tests.Wire;

public sealed class WireTypesTests
{
    private static readonly Type[] Interfaces =
        [.. typeof(IGridGrain).Assembly.GetTypes().Where(type => type.IsInterface && type != typeof(IGridGrain) && type.IsAssignableTo(typeof(IGridGrain)))];

    public static TheoryData<string> GrainInterfaces => [.. Interfaces.Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(GrainInterfaces))]
    public void Every_argument_and_result_of_a_grain_can_be_written_and_read(string name)
    {
        var methods = typeof(IGridGrain).Assembly.GetType(name)!.GetMethods();

        foreach (var type in methods.SelectMany(TypesOf).Distinct())
        {
            CheckRead(type, []);
        }
    }

    [Fact]
    public void Method_names_of_a_grain_tell_them_apart()
    {
        foreach (var grainInterface in Interfaces)
        {
            grainInterface.GetMethods().Select(method => method.Name).ShouldBeUnique(grainInterface.Name);
        }
    }

    [Fact]
    public void An_argument_that_an_older_caller_does_not_send_is_its_types_default()
    {
        var json = WireJson.WriteAll(["a"], [typeof(string)]);

        WireJson.ReadAll(json, [typeof(string), typeof(int), typeof(string), typeof(bool?)]).ShouldBe(["a", 0, null, null]);
    }

    [Fact]
    public void An_argument_that_a_newer_caller_sends_beyond_those_known_is_left()
    {
        var json = WireJson.WriteAll(["a", new[] { 1, 2 }, 3], [typeof(string), typeof(int[]), typeof(int)]);

        WireJson.ReadAll(json, [typeof(string)]).ShouldBe(["a"]);
    }

    [Fact]
    public void An_exception_is_one_of_the_same_type_message_and_stack_again()
    {
        var thrown = Should.Throw<NotFoundException>(() => throw NotFoundException.Of("memory", "mem_1"));
        thrown.Data["mark"] = true;

        var again = GrainFailure.Of(thrown).ToException();

        again.ShouldBeOfType<NotFoundException>().Message.ShouldBe(thrown.Message);
        again.Data["mark"].ShouldBe(true);
        Should.Throw<NotFoundException>(() => throw again).StackTrace!.ShouldContain(nameof(An_exception_is_one_of_the_same_type_message_and_stack_again));
    }

    [Fact]
    public void An_exception_of_a_foreign_type_is_not_made_here()
    {
        var again = new GrainFailure("System.Diagnostics.Process", "no exception", null, null).ToException();

        again.ShouldBeOfType<RemoteGrainException>().RemoteType.ShouldBe("System.Diagnostics.Process");
    }

    private static IEnumerable<Type> TypesOf(MethodInfo method) => method.GetParameters()
        .Select(parameter => parameter.ParameterType)
        .Where(type => type != typeof(CancellationToken))
        .Concat(method.ReturnType.IsGenericType ? method.ReturnType.GenericTypeArguments : []);

    /// <summary>A type that System.Text.Json cannot make, such as an abstract one without its kinds, shows when its properties are asked for.</summary>
    private static void CheckRead(Type type, HashSet<Type> seen)
    {
        if (!seen.Add(type))
        {
            return;
        }

        var info = WireJson.Options.GetTypeInfo(type);
        if (info.Kind == System.Text.Json.Serialization.Metadata.JsonTypeInfoKind.Object)
        {
            (info.CreateObject is not null || type.GetConstructors().Length > 0 || info.PolymorphismOptions is not null).ShouldBeTrue($"{type} cannot be read");
            foreach (var property in info.Properties)
            {
                CheckRead(property.PropertyType, seen);
            }

            foreach (var derived in info.PolymorphismOptions?.DerivedTypes ?? [])
            {
                CheckRead(derived.DerivedType, seen);
            }
        }
        else if (info.ElementType is { } element)
        {
            CheckRead(element, seen);
        }
    }
}
