using System.Reflection;
using DeepTricks.Dsl.Generator.Emit;
using DeepTricks.Dsl.Generator.Frontend;
using DeepTricks.Dsl.Generator.Rules;
using Microsoft.CodeAnalysis;

namespace DeepTricks.Dsl.Generator.Tests.Emission;

/// <summary>What the pipeline caches holds values only: a symbol or location would keep whole compilations alive and never compare equal.</summary>
public class CachedModelTests
{
    private static readonly Type[] Forbidden = [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Location), typeof(Compilation), typeof(SemanticModel), typeof(AttributeData), typeof(SyntaxReference)];

    [Theory]
    [InlineData(typeof(Outcome<NetworkDeclaration>))]
    [InlineData(typeof(Outcome<CheckedNetwork>))]
    [InlineData(typeof(EmittedNetwork))]
    public void Cached_models_hold_nothing_of_Roslyns(Type model)
    {
        var seen = new HashSet<Type>();
        Visit(model, model.Name, seen);
        Assert.Contains(typeof(string), seen);
    }

    [Fact]
    public void The_guard_finds_what_it_looks_for()
        => Assert.Throws<Xunit.Sdk.FailException>(() => Visit(typeof(NetworkReading), nameof(NetworkReading), []));

    [Fact]
    public void What_the_stages_made_holds_nothing_of_Roslyns()
    {
        var driver = GeneratorHarness.NewDriver().RunGenerators(Compilations.Of(Sources.DigitNet));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps;
        Assert.All(TrackingNames.All, name => Assert.Contains(name, steps.Keys));
        foreach (var value in TrackingNames.All.SelectMany(name => steps[name]).SelectMany(step => step.Outputs).Select(output => output.Value))
        {
            VisitValue(value, new HashSet<object>(ReferenceEqualityComparer.Instance));
        }
    }

    private static void Visit(Type type, string path, HashSet<Type> seen)
    {
        if (Forbidden.FirstOrDefault(forbidden => forbidden.IsAssignableFrom(type)) is { } found)
        {
            Assert.Fail($"{path} is a {found.Name}");
        }

        if (!seen.Add(type) || type.IsPrimitive || type == typeof(string))
        {
            return;
        }

        foreach (var argument in type.GetGenericArguments().Append(type.IsArray ? type.GetElementType()! : typeof(int)))
        {
            Visit(argument, path + "<" + argument.Name + ">", seen);
        }

        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Visit(field.FieldType, path + "." + field.Name, seen);
        }
    }

    private static void VisitValue(object? value, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || (!value.GetType().IsValueType && !seen.Add(value)))
        {
            return;
        }

        Assert.DoesNotContain(Forbidden, forbidden => forbidden.IsInstanceOfType(value));
        if (value is System.Collections.IEnumerable items)
        {
            foreach (var item in items)
            {
                VisitValue(item, seen);
            }

            return;
        }

        foreach (var field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            VisitValue(field.GetValue(value), seen);
        }
    }
}
