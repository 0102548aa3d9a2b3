using System.Numerics;
using System.Runtime.InteropServices;

namespace Digits.Drawing;

/// <summary>The way of the pen as short straight pieces. Reused from digit to digit, so that drawing doesn't allocate.</summary>
internal sealed class Trace
{
    private readonly List<Vector2> points = [];
    private readonly List<int> ends = [];

    /// <summary>Number of strokes: the pen is lifted between them.</summary>
    public int StrokeCount => ends.Count;

    /// <summary>All points, stroke after stroke.</summary>
    public Span<Vector2> Points => CollectionsMarshal.AsSpan(points);

    /// <summary>The points of one stroke.</summary>
    public Span<Vector2> Stroke(int index)
    {
        var start = index == 0 ? 0 : ends[index - 1];
        return Points[start..ends[index]];
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        points.Clear();
        ends.Clear();
    }

    /// <summary>Moves the pen on.</summary>
    public void Add(Vector2 point) => points.Add(point);

    /// <summary>Lifts the pen.</summary>
    public void EndStroke() => ends.Add(points.Count);
}
