using System.Numerics;

namespace Shared.Pictures.Drawing;

/// <summary>The shapes that are drawn, one per class.</summary>
internal static class ShapeCatalog
{
    private static readonly (string Name, Func<Vector2, float> Distance)[] Shapes =
    [
        ("arrow", Outline.Polygon(
            new(-0.95f, -0.25f), new(0, -0.25f), new(0, -0.75f), new(0.95f, 0), new(0, 0.75f), new(0, 0.25f), new(-0.95f, 0.25f))),
        ("circle", Outline.Circle),
        ("crescent", Outline.Crescent),
        ("cross", Outline.Polygon(
            new(-0.28f, -0.95f), new(0.28f, -0.95f), new(0.28f, -0.28f), new(0.95f, -0.28f), new(0.95f, 0.28f), new(0.28f, 0.28f),
            new(0.28f, 0.95f), new(-0.28f, 0.95f), new(-0.28f, 0.28f), new(-0.95f, 0.28f), new(-0.95f, -0.28f), new(-0.28f, -0.28f))),
        ("heart", Outline.Polygon(Outline.Heart(24))),
        ("hexagon", Outline.Polygon(Outline.Around(6, 1))),
        ("ring", Outline.Ring),
        ("square", Outline.Polygon(Outline.Around(4, 1.1f))),
        ("star", Outline.Polygon(Outline.Around(10, 1.05f, 0.45f))),
        ("triangle", Outline.Polygon(Outline.Around(3, 1.1f))),
    ];

    /// <summary>The names, in the order of the classes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Shapes.Select(shape => shape.Name)];

    /// <summary>How far a place is from the outline of a class's shape: negative inside.</summary>
    public static Func<Vector2, float> Distance(int label) => Shapes[label].Distance;
}
