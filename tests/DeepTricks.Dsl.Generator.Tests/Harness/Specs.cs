using DeepTricks.Dsl.Shapes;

namespace DeepTricks.Dsl.Generator.Tests;

/// <summary>Builds specs by hand.</summary>
internal static class Specs
{
    /// <summary>A layer with the given settings, the others at their defaults.</summary>
    public static LayerSpec Layer(LayerKind kind, string name, params (string Setting, double Value)[] settings)
    {
        var schema = LayerSchema.Of(kind);
        Assert.All(settings, setting => Assert.NotNull(schema.Find(setting.Setting)));
        return new LayerSpec(kind, name, schema.Settings.Select(setting => new Setting(
            setting.Name, settings.Any(s => s.Setting == setting.Name) ? settings.First(s => s.Setting == setting.Name).Value : setting.Default)).ToEquatableArray());
    }

    /// <summary>A network of the given layers, under default names.</summary>
    public static NetworkSpec Network(SampleShape input, params LayerSpec[] layers)
    {
        var numbering = new NameNumbering();
        return new NetworkSpec("", "N", true, input, layers.Select(layer => layer with { Name = numbering.Next(LayerSchema.Of(layer.Kind).DefaultNamePrefix) }).ToEquatableArray());
    }
}
