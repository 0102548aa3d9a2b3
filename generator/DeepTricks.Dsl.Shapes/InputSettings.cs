using System;
using System.Collections.Generic;

namespace DeepTricks.Dsl.Shapes;

/// <summary>The sizes of one sample as settings: <c>Features</c>, or <c>Length</c> and <c>Channels</c>, or <c>Height</c>, <c>Width</c> and <c>Channels</c>.</summary>
public static class InputSettings
{
    /// <summary>The layer index that stands for the input.</summary>
    public const int LayerIndex = -1;

    /// <summary>The setting of an Input layer that holds its <see cref="SampleRank"/>.</summary>
    public const string Rank = "Rank";

    /// <summary>The shape that an Input layer declares.</summary>
    public static SampleShape ShapeOf(LayerSpec input)
        => new((SampleRank)input.Int(Rank), input.Int("Height"), input.Int("Width"), input.Int("Channels"));

    /// <summary>Whether a sample of that rank has the size, by the name that an Input layer gives it.</summary>
    public static bool HasSize(SampleRank rank, string size) => size switch
    {
        "Height" => rank == SampleRank.Image,
        "Width" => rank != SampleRank.Vector,
        _ => true,
    };

    /// <summary>The sizes of a sample, in the order of <c>[Network(...)]</c>.</summary>
    public static EquatableArray<Setting> Of(SampleShape input) => input.Rank switch
    {
        SampleRank.Vector => EquatableArray.Of(new Setting("Features", input.Channels)),
        SampleRank.Sequence => EquatableArray.Of(new Setting("Length", input.Width), new Setting("Channels", input.Channels)),
        _ => EquatableArray.Of(new Setting("Height", input.Height), new Setting("Width", input.Width), new Setting("Channels", input.Channels)),
    };

    /// <summary>The shape with one size changed.</summary>
    /// <exception cref="ArgumentException">The shape has no such size.</exception>
    public static SampleShape With(SampleShape input, string setting, int value) => (input.Rank, setting) switch
    {
        (SampleRank.Vector, "Features") or (SampleRank.Sequence or SampleRank.Image, "Channels") => input with { Channels = value },
        (SampleRank.Sequence, "Length") or (SampleRank.Image, "Width") => input with { Width = value },
        (SampleRank.Image, "Height") => input with { Height = value },
        _ => throw new ArgumentException("A sample of rank " + input.Rank + " has no size '" + setting + "'.", nameof(setting)),
    };

    /// <summary>What a size means, as one sentence without the full stop.</summary>
    public static string Summary(string setting) => setting switch
    {
        "Features" => "Numbers in one sample",
        "Length" => "Steps in one sample",
        "Height" => "Height of one sample in pixels",
        "Width" => "Width of one sample in pixels",
        _ => "Channels of one sample",
    };

    /// <summary>The values that a size may have.</summary>
    public static ValueRange Range { get; } = ValueRange.WholeFrom(1);

    /// <summary>The sizes as <c>[Network(...)]</c> takes them.</summary>
    internal static string Declaration(SampleShape input)
    {
        var sizes = new List<string>();
        foreach (var size in Of(input))
        {
            sizes.Add(LayerText.Number(size.Value));
        }

        return "Network(" + string.Join(", ", sizes) + ")";
    }
}
